// SPDX-License-Identifier: Apache-2.0

/// @file
/// The meter's units as Home Assistant spells them, and the device class that takes them.

#pragma once

#include <string_view>

#include <kmp/unit.hpp>

#include "home/settings.hpp"

namespace kmp2mqtt::home {

/// A unit, and the device class that a value with it may claim.
struct ha_unit {
    std::string_view unit;          ///< "L/h"; empty: none
    std::string_view device_class;  ///< "volume_flow_rate"; empty: none, or too new
};

/// How Home Assistant since `oldest` sees a value in that unit. One that Home Assistant does not
/// know keeps the meter's spelling.
[[nodiscard]] ha_unit ha_unit_of(kmp::unit of, release oldest) noexcept;

/// Whether Home Assistant keeps statistics of that state class for that device class.
[[nodiscard]] bool is_allowed(std::string_view state_class, std::string_view device_class) noexcept;

}  // namespace kmp2mqtt::home
