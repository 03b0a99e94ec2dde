// SPDX-License-Identifier: Apache-2.0

/// @file
/// What the people of the house do: when they are up, and when they open a tap.

#pragma once

#include <array>
#include <chrono>
#include <cstdint>

#include "simulator/weather.hpp"

namespace kmp2mqtt::simulator {

/// The house moves in steps of this length. Our choice: about the time in which a battery meter
/// integrates.
inline constexpr std::chrono::seconds step{30};
inline constexpr std::size_t steps_a_day = std::chrono::days{1} / step;

/// Water that runs in each step of one day, in litres per hour.
struct tap_plan {
    std::array<std::uint16_t, steps_a_day> hot{};   ///< mixed at the tap, at some 40 °C
    std::array<std::uint16_t, steps_a_day> cold{};  ///< flushed, washed with, drunk
};

/// Showers in the morning, the kitchen, hands, a bath now and then, the washing machine.
[[nodiscard]] tap_plan plan_taps(std::uint64_t seed, std::chrono::local_days day);

/// Room temperature that the thermostats are set to: lower at night, later on weekends.
[[nodiscard]] double set_point(meter_time when);

}  // namespace kmp2mqtt::simulator
