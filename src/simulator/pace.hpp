// SPDX-License-Identifier: Apache-2.0

/// @file
/// How long bytes take on a meter's line.

#pragma once

#include <chrono>
#include <cstdint>

#include "core/clock.hpp"

namespace kmp2mqtt::simulator {

/// All zero: no line at all, everything happens at once.
struct pace {
    core::clock::duration byte{0};        ///< start bit to last stop bit
    core::clock::duration turnaround{0};  ///< from the end of a request to its answer

    /// 11 bits a byte ([KMP] 3.1); 4 ms to turn round, as a MULTICAL 603 was seen to take.
    ///
    /// @param baud  0: unpaced
    [[nodiscard]] static constexpr pace of(std::uint32_t baud) noexcept
    {
        if (baud == 0) {
            return {};
        }
        return {.byte = core::clock::duration{std::chrono::seconds{11}} / baud,
                .turnaround = std::chrono::milliseconds{4}};
    }
};

}  // namespace kmp2mqtt::simulator
