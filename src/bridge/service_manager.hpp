// SPDX-License-Identifier: Apache-2.0

/// @file
/// What systemd is told: that the bridge has started, how it is, and that its loop turns.
///
/// The protocol of sd_notify(3), which is stable: a datagram of KEY=VALUE lines to the socket that
/// the environment names. Where no service manager asks, nothing is said.

#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include <asio/awaitable.hpp>

#include "core/clock.hpp"

namespace kmp2mqtt::bridge {

class service_manager {
public:
    /// By the environment: NOTIFY_SOCKET, WATCHDOG_USEC and WATCHDOG_PID, which are taken out of
    /// it: programs that the bridge runs are not to speak for it. Before any thread starts.
    [[nodiscard]] static service_manager of_environment();

    /// The bridge has started.
    void ready() const { tell("READY=1"); }

    /// The bridge ends.
    void stopping() const { tell("STOPPING=1"); }

    /// Says that the loop turns, twice as often as the watchdog wants, and what `how` gives (one
    /// line) when it has changed. Runs for ever. Cancelled: throws operation_aborted.
    [[nodiscard]] asio::awaitable<void> keep_informed(core::clock& time,
                                                      std::function<std::string()> how) const;

private:
    void tell(std::string_view what) const;

    std::string socket_;  ///< a path, or '@' and an abstract name; empty: nobody wants to know
    std::optional<std::chrono::microseconds> watchdog_;
};

}  // namespace kmp2mqtt::bridge
