// SPDX-License-Identifier: Apache-2.0

/// @file
/// wake_command: a program of the user's that moves a magnet or presses a key before a read.

#pragma once

#include <chrono>
#include <string>

#include <asio/awaitable.hpp>

#include "core/clock.hpp"
#include "meter/settings.hpp"

namespace kmp2mqtt::poll {

/// Our choice: a servo needs a second or two; a read may not wait for ever.
inline constexpr std::chrono::seconds wake_patience{10};

/// Loop only. All references outlive it.
class waker {
public:
    waker(const meter::settings& configured, core::clock& time)
        : configured_{configured}, time_{time}
    {
    }

    /// Runs the program, if there is one, to its end or for wake_patience. A failure stands in the
    /// log, once until it works again; the read goes on.
    [[nodiscard]] asio::awaitable<void> knock();

private:
    const meter::settings& configured_;
    core::clock& time_;
    std::string last_failure_;  // said already; empty: it works
};

}  // namespace kmp2mqtt::poll
