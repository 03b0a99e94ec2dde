// SPDX-License-Identifier: Apache-2.0

#include "core/steady_clock.hpp"

#include <chrono>

#include <asio/steady_timer.hpp>
#include <asio/this_coro.hpp>
#include <asio/use_awaitable.hpp>

namespace kmp2mqtt::core {

clock::time_point steady_clock::now() const
{
    return std::chrono::steady_clock::now();
}

clock::wall_time steady_clock::wall() const
{
    return std::chrono::system_clock::now();
}

asio::awaitable<void> steady_clock::sleep_until(time_point due)
{
    const auto loop = co_await asio::this_coro::executor;
    asio::steady_timer timer{loop, due};
    co_await timer.async_wait(asio::use_awaitable);
}

}  // namespace kmp2mqtt::core
