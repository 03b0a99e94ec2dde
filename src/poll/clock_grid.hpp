// SPDX-License-Identifier: Apache-2.0

/// @file
/// The moments when a local clock shows a multiple of an interval: every full hour, every midnight.

#pragma once

#include <chrono>

#include "core/clock.hpp"

namespace kmp2mqtt::poll {

/// Whether a day is a multiple of `every`, so that reads can run on the clock.
[[nodiscard]] bool divides_a_day(std::chrono::milliseconds every) noexcept;

/// The first moment after `after` when the local time of day, less `offset`, is a multiple of
/// `every`. An hour that occurs twice counts twice; one that is skipped does not count.
///
/// @param every  divides a day
[[nodiscard]] core::clock::wall_time next_on_clock(core::clock::wall_time after,
                                                   std::chrono::milliseconds every,
                                                   std::chrono::milliseconds offset);

}  // namespace kmp2mqtt::poll
