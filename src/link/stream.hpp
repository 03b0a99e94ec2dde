// SPDX-License-Identifier: Apache-2.0

/// @file
/// Reading and writing, alike for descriptors and sockets: failures as values, cancellation thrown.

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <system_error>

#include <asio/awaitable.hpp>
#include <asio/buffer.hpp>
#include <asio/error.hpp>
#include <asio/redirect_error.hpp>
#include <asio/use_awaitable.hpp>
#include <asio/write.hpp>

#include "core/cancellation.hpp"
#include "core/failure.hpp"

namespace kmp2mqtt::link {

[[nodiscard]] core::failure lost(std::string_view doing, const std::string& name,
                                 const std::error_code& why);

/// @returns connection_lost
template <class Stream>
asio::awaitable<core::outcome<std::size_t>> read_some(Stream& from, std::span<std::uint8_t> into,
                                                      const std::string& name)
{
    std::error_code failed;
    auto token = asio::redirect_error(asio::use_awaitable, failed);
    const auto buffer = asio::buffer(into.data(), into.size());
    const auto size = co_await from.async_read_some(buffer, token);
    co_await core::throw_if_cancelled();
    if (failed) {
        co_return lost("reading from", name, failed);
    }
    co_return size;
}

/// @returns connection_lost
template <class Stream>
asio::awaitable<core::outcome<kmp::done>> write_all(Stream& to, std::span<const std::uint8_t> bytes,
                                                    const std::string& name)
{
    std::error_code failed;
    auto token = asio::redirect_error(asio::use_awaitable, failed);
    const auto buffer = asio::buffer(bytes.data(), bytes.size());
    co_await asio::async_write(to, buffer, token);
    co_await core::throw_if_cancelled();
    if (failed) {
        co_return lost("writing to", name, failed);
    }
    co_return kmp::done{};
}

}  // namespace kmp2mqtt::link
