// SPDX-License-Identifier: Apache-2.0

/// @file
/// Time, as an interface: real in production, simulated in tests.

#pragma once

#include <chrono>

#include <asio/awaitable.hpp>

namespace kmp2mqtt::core {

/// The two times a program needs. Loop only.
class clock {
public:
    using duration = std::chrono::steady_clock::duration;
    using time_point = std::chrono::steady_clock::time_point;
    using wall_time = std::chrono::system_clock::time_point;

    clock() = default;
    clock(const clock&) = delete;
    clock& operator=(const clock&) = delete;
    virtual ~clock() = default;

    /// Time that never jumps; for waits and timeouts.
    [[nodiscard]] virtual time_point now() const = 0;

    /// Time of day, which an administrator or NTP may set; for time stamps and the poll schedule.
    [[nodiscard]] virtual wall_time wall() const = 0;

    /// Ends at `due`, or at once if that has passed. Cancelled: throws operation_aborted.
    [[nodiscard]] virtual asio::awaitable<void> sleep_until(time_point due) = 0;

    /// Ends after `span`. Cancelled: throws operation_aborted.
    [[nodiscard]] asio::awaitable<void> sleep(duration span) { return sleep_until(now() + span); }
};

}  // namespace kmp2mqtt::core
