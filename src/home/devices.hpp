// SPDX-License-Identifier: Apache-2.0

/// @file
/// The devices that Home Assistant is told of: the bridge, and each meter.

#pragma once

#include "home/entity.hpp"
#include "home/settings.hpp"
#include "meter/settings.hpp"
#include "meter/snapshot.hpp"

namespace kmp2mqtt::home {

/// The bridge: whether it is connected, and how it fares.
[[nodiscard]] device bridge_device(const settings& home);

/// A meter: its registers that answered at least once, when it was last read, and Read now.
[[nodiscard]] device meter_device(const settings& home, const meter::settings& configured,
                                  const meter::snapshot& of);

}  // namespace kmp2mqtt::home
