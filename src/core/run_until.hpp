// SPDX-License-Identifier: Apache-2.0

/// @file
/// Work that goes on until something else ends.

#pragma once

#include <exception>
#include <utility>
#include <variant>

#include <asio/awaitable.hpp>
#include <asio/experimental/awaitable_operators.hpp>

namespace kmp2mqtt::core {

/// How `work` ended: nullptr, or its exception as a value.
[[nodiscard]] inline asio::awaitable<std::exception_ptr> end_of(asio::awaitable<void> work)
{
    std::exception_ptr error;
    try {
        co_await std::move(work);
    } catch (...) {
        error = std::current_exception();
    }
    co_return error;
}

/// Runs `work` until it ends or `end` does; the other is cancelled. What `work` throws is thrown
/// here at once: plain `work || end` waits for a success, and would wait for `end`.
[[nodiscard]] inline asio::awaitable<void> run_until(asio::awaitable<void> work,
                                                     asio::awaitable<void> end)
{
    using namespace asio::experimental::awaitable_operators;

    auto guarded = end_of(std::move(work));
    const auto first = co_await (std::move(guarded) || std::move(end));
    if (first.index() == 0 && std::get<0>(first) != nullptr) {
        std::rethrow_exception(std::get<0>(first));
    }
}

}  // namespace kmp2mqtt::core
