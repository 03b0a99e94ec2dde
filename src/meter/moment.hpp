// SPDX-License-Identifier: Apache-2.0

/// @file
/// A moment on both clocks, since neither alone says how much time has passed. Pure.

#pragma once

#include <algorithm>
#include <chrono>

#include "core/clock.hpp"

namespace kmp2mqtt::meter {

/// A moment on both clocks.
struct moment {
    core::clock::time_point steady;  ///< stands still while the machine sleeps
    core::clock::wall_time wall;     ///< may be set
};

/// The longer of what the two clocks say.
[[nodiscard]] inline std::chrono::milliseconds between(moment from, moment to)
{
    return std::max(std::chrono::duration_cast<std::chrono::milliseconds>(to.steady - from.steady),
                    std::chrono::duration_cast<std::chrono::milliseconds>(to.wall - from.wall));
}

}  // namespace kmp2mqtt::meter
