// SPDX-License-Identifier: Apache-2.0

#include "link/look.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <span>
#include <variant>

#include <asio/experimental/awaitable_operators.hpp>

namespace kmp2mqtt::link {

namespace {

/// Our choice: a refusal crosses a slow mobile network in that time.
constexpr std::chrono::milliseconds longest_refusal{500};

}  // namespace

asio::awaitable<bool> is_there(link& wire, core::clock& time)
{
    using namespace asio::experimental::awaitable_operators;

    const auto opened = co_await wire.open();
    if (!opened) {
        co_return false;
    }
    std::array<std::uint8_t, 256> bytes{};
    const std::span into{bytes};
    const auto until = time.now() + longest_refusal;
    const auto first = co_await (wire.read(into) || time.sleep_until(until));
    co_return first.index() == 1 || static_cast<bool>(std::get<0>(first));
}

}  // namespace kmp2mqtt::link
