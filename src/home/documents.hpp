// SPDX-License-Identifier: Apache-2.0

/// @file
/// Devices written as Home Assistant's discovery documents, in either style.

#pragma once

#include <vector>

#include "core/publication.hpp"
#include "home/entity.hpp"
#include "home/settings.hpp"

namespace kmp2mqtt::home {

/// <prefix>/device/<identifier>/config: one document with all entities.
[[nodiscard]] core::publication device_document(const settings& home, const device& of);

/// <prefix>/<platform>/<unique id>/config: a document for each entity.
[[nodiscard]] std::vector<core::publication> component_documents(const settings& home,
                                                                 const device& of);

}  // namespace kmp2mqtt::home
