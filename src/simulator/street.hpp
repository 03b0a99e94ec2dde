// SPDX-License-Identifier: Apache-2.0

/// @file
/// Many meters, one after the other in serial numbers.

#pragma once

#include <cstdint>
#include <vector>

#include "simulator/meter.hpp"

namespace kmp2mqtt::simulator {

/// Our choice: so many different houses; then they repeat, since each costs its life since January.
inline constexpr std::size_t different_houses = 16;

/// Meters with serial numbers from `first_serial` up.
[[nodiscard]] std::vector<meter> build_street(const model& kind, std::uint32_t first_serial,
                                              kmp::address address, std::uint64_t seed,
                                              std::size_t count, meter_time now);

}  // namespace kmp2mqtt::simulator
