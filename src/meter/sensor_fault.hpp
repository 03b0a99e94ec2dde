// SPDX-License-Identifier: Apache-2.0

/// @file
/// Values that a meter gives in place of those of a broken sensor. Pure.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <kmp/value.hpp>

namespace kmp2mqtt::meter {

/// The largest number that a sensor shows, in °C, and what one that is not connected shows:
/// technical description of the 403, 5512-1689 p 94.
inline constexpr std::uint64_t hottest{185};

/// Why a value is none, though the meter means what it says: it stands for a broken sensor.
///
/// A temperature that no sensor measures (a 403 shows 185.00 °C for one that is not connected), or
/// 0.00 °C for a short circuit where the info code of the same reading names that sensor; and a
/// power or a temperature difference of zero that was made of such a temperature.
///
/// A flow of zero where the info code names the flow sensor (air in it, say), and a power of zero
/// that was made of it. What a bit of the info code means depends on the model.
///
/// @param beside  all that was read with it, and the info code
/// @param model   as in settings; empty: only bits count that mean it for all models, or else what
///                goes with a flow
/// @returns "185.00 °C stands for a sensor that is not connected"; std::nullopt: nothing is known
///          against it
[[nodiscard]] std::optional<std::string> sensor_fault(const kmp::measurement& of,
                                                      const std::vector<kmp::measurement>& beside,
                                                      std::string_view model);

}  // namespace kmp2mqtt::meter
