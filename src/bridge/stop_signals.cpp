// SPDX-License-Identifier: Apache-2.0

#include "bridge/stop_signals.hpp"

#include <chrono>
#include <csignal>
#include <cstdlib>

#include "core/log.hpp"

namespace kmp2mqtt::bridge {

namespace {

/// A stop takes at most 2 s in any state.
constexpr std::chrono::milliseconds longest_stop{1900};

}  // namespace

stop_signals::stop_signals(const asio::any_io_executor& loop)
    : signals_{loop, SIGINT, SIGTERM}, deadline_{loop}, asked_{loop}
{
    // A terminal that closes, unless nohup has said that it does not matter.
    struct sigaction now{};
    if (::sigaction(SIGHUP, nullptr, &now) == 0 && now.sa_handler != SIG_IGN) {
        signals_.add(SIGHUP);
    }
    listen();
}

void stop_signals::listen()
{
    signals_.async_wait([this](const asio::error_code& error, int) {
        if (error) {
            return;
        }
        if (was_asked_) {
            leave(EXIT_SUCCESS);
        }
        was_asked_ = true;
        asked_.notify();
        deadline_.expires_after(longest_stop);
        deadline_.async_wait([](const asio::error_code& cancelled) {
            if (!cancelled) {
                core::log::warning("the stop took too long: leaving without it");
                leave(EXIT_SUCCESS);
            }
        });
        listen();
    });
}

void leave(int exit_code) noexcept
{
    core::log::flush();
    std::_Exit(exit_code);
}

}  // namespace kmp2mqtt::bridge
