// SPDX-License-Identifier: Apache-2.0

/// @file
/// Addresses of a host name, without the loop waiting for name servers.
///
/// Asio's resolver has one thread for all: one name that hangs would delay every other meter.

#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <asio/any_io_executor.hpp>
#include <asio/awaitable.hpp>
#include <asio/ip/tcp.hpp>

#include "core/failure.hpp"
#include "core/signal.hpp"

namespace kmp2mqtt::link {

/// Loop only. One look-up at a time, in a thread of its own, which is left alone when nobody waits
/// for it any more: getaddrinfo() can't be cancelled.
class name_lookup {
public:
    using endpoints = std::vector<asio::ip::tcp::endpoint>;

    explicit name_lookup(const asio::any_io_executor& loop) : loop_{loop}, ready_{loop} {}
    name_lookup(const name_lookup&) = delete;
    name_lookup& operator=(const name_lookup&) = delete;
    ~name_lookup() { abandon(); }

    /// An address is its own answer, at once.
    ///
    /// @returns at least one; unreachable, also while an earlier look-up hangs; internal
    [[nodiscard]] asio::awaitable<core::outcome<endpoints>> find(std::string host,
                                                                 std::uint16_t port);

private:
    struct question;

    void abandon();

    asio::any_io_executor loop_;
    core::signal ready_;
    std::shared_ptr<question> asked_;
};

}  // namespace kmp2mqtt::link
