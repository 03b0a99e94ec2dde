// SPDX-License-Identifier: Apache-2.0

#include "core/signal.hpp"

#include <asio/redirect_error.hpp>
#include <asio/use_awaitable.hpp>

#include "core/cancellation.hpp"

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
        co_await throw_if_cancelled();
    }
    set_ = false;
}

}  // namespace kmp2mqtt::core
