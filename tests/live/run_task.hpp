// SPDX-License-Identifier: Apache-2.0

/// @file
/// Runs one coroutine to its end in real time, ten seconds at most.

#pragma once

#include <chrono>
#include <exception>
#include <memory>
#include <optional>
#include <stdexcept>
#include <utility>

#include <asio/awaitable.hpp>
#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>

#include "fake/run_task.hpp"

namespace live {

/// The value that `task` ends with, or its exception. Others on `io` run as long as it runs.
template <class T>
T run_task(asio::io_context& io, asio::awaitable<T> task)
{
    const auto end = std::make_shared<fake::detail::task_end<T>>();
    asio::co_spawn(io, fake::detail::keep_value(std::move(task), end),
                   [end](const std::exception_ptr& error) {
                       end->ended = true;
                       end->error = error;
                   });
    const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds{10};
    io.restart();
    while (!end->ended && io.run_one_until(limit) != 0) {
    }
    if (end->error) {
        std::rethrow_exception(end->error);
    }
    if (!end->value) {
        throw std::logic_error{"the coroutine does not end"};
    }
    return std::move(*end->value);
}

}  // namespace live
