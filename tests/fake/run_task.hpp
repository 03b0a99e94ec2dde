// SPDX-License-Identifier: Apache-2.0

/// @file
/// Runs one coroutine to its end in simulated time.

#pragma once

#include <exception>
#include <memory>
#include <optional>
#include <stdexcept>
#include <type_traits>
#include <utility>

#include <asio/awaitable.hpp>
#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>

#include "fake/manual_clock.hpp"

namespace fake {
namespace detail {

template <class T>
struct task_end {
    bool ended{false};
    std::exception_ptr error;
    std::optional<T> value;
};

template <class T>
asio::awaitable<void> keep_value(asio::awaitable<T> task, std::shared_ptr<task_end<T>> end)
{
    end->value = co_await std::move(task);
}

}  // namespace detail

/// The value that `task` ends with, or its exception. Others on `io` run as long as it runs.
/// A task that waits for what never comes: std::logic_error.
template <class T>
T run_task(asio::io_context& io, manual_clock& time, asio::awaitable<T> task)
{
    using kept = std::conditional_t<std::is_void_v<T>, bool, T>;
    const auto end = std::make_shared<detail::task_end<kept>>();
    const auto note_end = [end](const std::exception_ptr& error) {
        end->ended = true;
        end->error = error;
    };
    if constexpr (std::is_void_v<T>) {
        asio::co_spawn(io, std::move(task), note_end);
    } else {
        asio::co_spawn(io, detail::keep_value(std::move(task), end), note_end);
    }
    time.run_until(io, [&end] { return end->ended; });
    if (!end->ended) {
        throw std::logic_error{"the coroutine waits for something that never comes"};
    }
    if (end->error) {
        std::rethrow_exception(end->error);
    }
    if constexpr (!std::is_void_v<T>) {
        return std::move(*end->value);
    }
}

}  // namespace fake
