// SPDX-License-Identifier: Apache-2.0

/// @file
/// What a serial line does to time.

#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

#include "core/clock.hpp"

namespace kmp2mqtt::link {

/// Bits on the line for one byte without parity and with two stop bits ([KMP] 3.1).
inline constexpr unsigned bits_8n2 = 11;

/// Our choice: [KMP] sets no limit inside an answer; a meter leaves none, a busy USB adapter does.
inline constexpr std::chrono::milliseconds longest_serial_gap{300};
/// Our choice: networks and ser2net cut a frame in pieces and hold them back.
inline constexpr std::chrono::milliseconds longest_tcp_gap{1000};

/// @param bits  for one byte, start to stop
[[nodiscard]] constexpr core::clock::duration line_time(std::size_t bytes, unsigned bits,
                                                        std::uint32_t baud) noexcept
{
    return core::clock::duration{std::chrono::seconds{bytes * bits}} / baud;
}

}  // namespace kmp2mqtt::link
