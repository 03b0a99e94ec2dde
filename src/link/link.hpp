// SPDX-License-Identifier: Apache-2.0

/// @file
/// A pipe of bytes to a meter's optical eye. Knows nothing of KMP.

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include <asio/awaitable.hpp>

#include "core/clock.hpp"
#include "core/failure.hpp"

namespace kmp2mqtt::link {

/// A serial port, or a TCP connection to one. Loop only. Every wait can be cancelled, and throws
/// operation_aborted then.
class link {
public:
    link() = default;
    link(const link&) = delete;
    link& operator=(const link&) = delete;
    virtual ~link() = default;

    /// Opens it, for exclusive use. Open already: nothing happens, unless the other side has ended
    /// it meanwhile.
    ///
    /// @returns port_missing, no_permission, port_busy, connection_refused, unreachable, internal
    [[nodiscard]] virtual asio::awaitable<core::outcome<kmp::done>> open() = 0;

    /// Hands all bytes to the system in one piece; they may still be on their way out.
    ///
    /// @returns connection_lost, internal; the link is closed then
    [[nodiscard]] virtual asio::awaitable<core::outcome<kmp::done>> write(
        std::span<const std::uint8_t> bytes) = 0;

    /// Waits for at least one byte.
    ///
    /// @returns how many bytes came; connection_lost, port_busy (ser2net says so), internal; the
    ///          link is closed then
    [[nodiscard]] virtual asio::awaitable<core::outcome<std::size_t>> read(
        std::span<std::uint8_t> into) = 0;

    /// Throws away what has come in and was not read.
    virtual void discard_input() noexcept = 0;

    /// Closes it, gives up exclusive use. Closed already: nothing happens.
    virtual void close() noexcept = 0;

    [[nodiscard]] virtual bool is_open() const noexcept = 0;

    /// Time that so many bytes take on the far serial line: start bit to last stop bit.
    [[nodiscard]] virtual core::clock::duration line_time(std::size_t bytes) const noexcept = 0;

    /// A pause between two bytes of one frame that is longer means that the frame has ended.
    [[nodiscard]] virtual core::clock::duration longest_gap() const noexcept = 0;

    /// The device URL, for messages: "/dev/ttyUSB0", "socket://meter-pi:2002".
    [[nodiscard]] virtual const std::string& name() const noexcept = 0;
};

}  // namespace kmp2mqtt::link
