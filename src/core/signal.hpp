// SPDX-License-Identifier: Apache-2.0

/// @file
/// One coroutine tells others that something happened.

#pragma once

#include <asio/any_io_executor.hpp>
#include <asio/awaitable.hpp>
#include <asio/steady_timer.hpp>

namespace kmp2mqtt::core {

/// An event that stays set until somebody waited for it. Loop only.
class signal {
public:
    explicit signal(const asio::any_io_executor& loop);

    /// Ends the waits; if nobody waits, the next wait ends at once.
    void notify();

    /// Ends when notified, and takes the notification. Cancelled: throws operation_aborted.
    [[nodiscard]] asio::awaitable<void> wait();

private:
    asio::steady_timer gate_;  ///< never due: cancelling it ends the waits
    bool set_{false};
};

}  // namespace kmp2mqtt::core
