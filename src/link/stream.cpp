// SPDX-License-Identifier: Apache-2.0

#include "link/stream.hpp"

#include "core/log.hpp"

namespace kmp2mqtt::link {

core::failure lost(std::string_view doing, const std::string& name, const std::error_code& why)
{
    auto text = why.message();
    if (why == asio::error::eof) {
        text = "the other side ended it";
    } else if (why == asio::error::operation_aborted) {
        text = "it was closed meanwhile";
    }
    return {.why = core::cause::connection_lost,
            .text = core::format("{} {}: {}", doing, name, text)};
}

asio::awaitable<void> throw_if_cancelled()
{
    const auto state = co_await asio::this_coro::cancellation_state;
    if (state.cancelled() != asio::cancellation_type::none) {
        throw std::system_error{asio::error::operation_aborted};
    }
}

}  // namespace kmp2mqtt::link
