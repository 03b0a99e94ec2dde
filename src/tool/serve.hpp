// SPDX-License-Identifier: Apache-2.0

/// @file
/// Commands that serve on a line until somebody stops them.

#pragma once

#include <csignal>
#include <exception>

#include <asio/bind_cancellation_slot.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>
#include <asio/signal_set.hpp>

namespace kmp2mqtt::tool {

/// Runs `server` until SIGINT or SIGTERM.
template <class Server>
void serve_until_stopped(asio::io_context& loop, Server& server)
{
    asio::signal_set signals{loop, SIGINT, SIGTERM};
    asio::cancellation_signal stop;
    signals.async_wait([&stop](const asio::error_code& error, int /*number*/) {
        if (!error) {
            stop.emit(asio::cancellation_type::terminal);
        }
    });
    asio::co_spawn(loop, server.run(),
                   asio::bind_cancellation_slot(
                       stop.slot(), [&signals](const std::exception_ptr&) { signals.cancel(); }));
    loop.run();
}

}  // namespace kmp2mqtt::tool
