// SPDX-License-Identifier: Apache-2.0

#include "core/signal.hpp"

#include <system_error>

#include <asio/error.hpp>
#include <asio/redirect_error.hpp>
#include <asio/this_coro.hpp>
#include <asio/use_awaitable.hpp>

namespace kmp2mqtt::core {

signal::signal(const asio::any_io_executor& loop)
    : gate_{loop, asio::steady_timer::time_point::max()}
{
}

void signal::notify()
{
    set_ = true;
    gate_.cancel();
}

asio::awaitable<void> signal::wait()
{
    if (!set_) {
        asio::error_code ended;
        auto token = asio::redirect_error(asio::use_awaitable, ended);
        co_await gate_.async_wait(token);
        const auto state = co_await asio::this_coro::cancellation_state;
        if (state.cancelled() != asio::cancellation_type::none) {
            throw std::system_error{asio::error::operation_aborted};
        }
    }
    set_ = false;
}

}  // namespace kmp2mqtt::core
