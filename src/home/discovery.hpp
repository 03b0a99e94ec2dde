// SPDX-License-Identifier: Apache-2.0

/// @file
/// Home Assistant's discovery documents. Pure functions; the rules are in home/README.md.

#pragma once

#include <string>
#include <vector>

#include "core/publication.hpp"
#include "home/settings.hpp"
#include "home/succession.hpp"
#include "meter/settings.hpp"
#include "meter/snapshot.hpp"

namespace kmp2mqtt::home {

/// The documents of the bridge's own device: device style one, component style several.
[[nodiscard]] std::vector<core::publication> bridge_discovery(const settings& home);

/// The documents of one meter: registers that answered at least once, Read now, last read.
///
/// @param of  a meter with a serial number, or one that has none: then its name identifies it
[[nodiscard]] std::vector<core::publication> meter_discovery(const settings& home,
                                                             const meter::settings& configured,
                                                             const meter::snapshot& of);

/// The same documents, and what the meter may be announced with later.
[[nodiscard]] announcement meter_announcement(const settings& home,
                                              const meter::settings& configured,
                                              const meter::snapshot& of);

}  // namespace kmp2mqtt::home
