// SPDX-License-Identifier: Apache-2.0

/// @file
/// How many telegrams a day a meter costs by its configuration, and how many it may cost. Pure.

#pragma once

#include <chrono>
#include <cstdint>

#include "meter/settings.hpp"

namespace kmp2mqtt::meter {

/// Our choice: whoever reads more often should know what that does to a battery, whose stated life
/// is for a read an hour.
inline constexpr std::chrono::minutes hard_on_batteries{10};

/// GetSerialNo and GetType.
inline constexpr std::uint32_t identity_telegrams = 2;

/// Those of the reads, at most: plans that are due together share some. With the identity.
[[nodiscard]] std::uint32_t planned_telegrams(const settings& of);

/// Those of keep_awake, between the reads of the plan that runs most often.
[[nodiscard]] std::uint32_t waking_telegrams(const settings& of);

/// [meter.budget] telegrams_per_day; where that is 0, the reads of its kind or those that are
/// planned, whichever are more, each with all its tries; and some for commands and the identity.
[[nodiscard]] std::uint32_t telegrams_a_day(const settings& of);

/// How many tries of each planned request they carry beside those that keep the meter awake, 1 +
/// retries at most. 0: not even one; then who comes first is served.
[[nodiscard]] std::uint32_t reserved_tries(const settings& of);

}  // namespace kmp2mqtt::meter
