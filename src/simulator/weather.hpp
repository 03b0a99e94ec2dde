// SPDX-License-Identifier: Apache-2.0

/// @file
/// How cold it is outside: a Danish year, its days and its changing weather.

#pragma once

#include <chrono>
#include <cstdint>

namespace kmp2mqtt::simulator {

/// Time on the meter's own clock, which knows neither zones nor daylight saving.
using meter_time = std::chrono::local_seconds;

/// Degrees Celsius, the same for the same seed and time.
[[nodiscard]] double outside_temperature(std::uint64_t seed, meter_time when);

}  // namespace kmp2mqtt::simulator
