// SPDX-License-Identifier: Apache-2.0

/// @file
/// SIGTERM and SIGINT: the first asks for an orderly end, the second ends at once.

#pragma once

#include <asio/any_io_executor.hpp>
#include <asio/awaitable.hpp>
#include <asio/signal_set.hpp>
#include <asio/steady_timer.hpp>

#include "core/signal.hpp"

namespace kmp2mqtt::bridge {

/// Listens from construction on. Loop only.
class stop_signals {
public:
    explicit stop_signals(const asio::any_io_executor& loop);

    /// Ends at the first signal. From then on the process lives for at most 1.9 s, and leaves at
    /// once on a second signal: with exit code 0, without destructors.
    [[nodiscard]] asio::awaitable<void> wait() { return asked_.wait(); }

private:
    void listen();

    asio::signal_set signals_;
    asio::steady_timer deadline_;
    core::signal asked_;
    bool was_asked_{false};
};

/// Leaves the process without destructors: a library's thread may hang in one of its calls.
[[noreturn]] void leave(int exit_code) noexcept;

}  // namespace kmp2mqtt::bridge
