// SPDX-License-Identifier: Apache-2.0

#include "core/cancellation.hpp"

#include <system_error>

#include <asio/error.hpp>
#include <asio/this_coro.hpp>

namespace kmp2mqtt::core {

asio::awaitable<void> throw_if_cancelled()
{
    const auto state = co_await asio::this_coro::cancellation_state;
    if (state.cancelled() != asio::cancellation_type::none) {
        throw std::system_error{asio::error::operation_aborted};
    }
}

}  // namespace kmp2mqtt::core
