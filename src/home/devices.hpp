// SPDX-License-Identifier: Apache-2.0

/// @file
/// The devices that Home Assistant is told of: the bridge, and each meter.

#pragma once

#include <string>
#include <string_view>

#include "home/entity.hpp"
#include "home/settings.hpp"
#include "meter/settings.hpp"
#include "meter/snapshot.hpp"

namespace kmp2mqtt::home {

/// What the identifier of a bridge begins with; its client id follows.
inline constexpr std::string_view bridge_prefix{"kmp2mqtt_"};

/// "kmp2mqtt_<client id>"
[[nodiscard]] std::string bridge_identifier(std::string_view client_id);

/// What the identifier of a meter without a serial number begins with; its name follows.
inline constexpr std::string_view nameless_prefix{"kmp_name_"};

/// "kmp_71234567"
[[nodiscard]] std::string meter_identifier(const meter::settings& configured,
                                           const meter::identity& who);

/// The bridge: whether it is connected, and how it fares.
[[nodiscard]] device bridge_device(const settings& home);

/// A meter: its registers that answered at least once, and what stands in meter_entities.hpp.
[[nodiscard]] device meter_device(const settings& home, const meter::settings& configured,
                                  const meter::snapshot& of);

}  // namespace kmp2mqtt::home
