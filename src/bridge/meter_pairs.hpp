// SPDX-License-Identifier: Apache-2.0

/// @file
/// What no two meters of one configuration may have in common.

#pragma once

#include <vector>

#include "bridge/section.hpp"
#include "meter/settings.hpp"

namespace kmp2mqtt::bridge {

/// Reports each pair of meters with the same name, the same serial number, the same line to the
/// optical head but another address, other line settings or another recording, or the same
/// recording of another line; at the later one's key.
///
/// @param sections  where the meters stand, in the same order
void refuse_clashes(const std::vector<meter::settings>& meters, std::vector<section>& sections);

}  // namespace kmp2mqtt::bridge
