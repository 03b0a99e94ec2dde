// SPDX-License-Identifier: Apache-2.0

/// @file
/// A TCP connection to a serial port elsewhere, as ser2net offers it.

#pragma once

#include <string>

#include <asio/any_io_executor.hpp>
#include <asio/ip/tcp.hpp>

#include "link/device_url.hpp"
#include "link/link.hpp"
#include "link/name_lookup.hpp"

namespace kmp2mqtt::link {

/// Our choice: for looking up the name and connecting; a slow mobile network takes 2 s.
inline constexpr std::chrono::seconds connect_timeout{5};

/// Tries each address of the host, and shares the time among them.
class tcp_link final : public link {
public:
    /// @param name  for messages
    tcp_link(const asio::any_io_executor& loop, core::clock& time, tcp_device device,
             std::string name);

    [[nodiscard]] asio::awaitable<core::outcome<kmp::done>> open() override;
    [[nodiscard]] asio::awaitable<core::outcome<kmp::done>> write(
        std::span<const std::uint8_t> bytes) override;
    [[nodiscard]] asio::awaitable<core::outcome<std::size_t>> read(
        std::span<std::uint8_t> into) override;
    void discard_input() noexcept override;
    void close() noexcept override;
    [[nodiscard]] bool is_open() const noexcept override { return socket_.is_open(); }
    [[nodiscard]] core::clock::duration line_time(std::size_t bytes) const noexcept override;
    [[nodiscard]] core::clock::duration longest_gap() const noexcept override;
    [[nodiscard]] const std::string& name() const noexcept override { return name_; }

private:
    using endpoint = asio::ip::tcp::endpoint;

    [[nodiscard]] asio::awaitable<core::outcome<name_lookup::endpoints>> resolve(
        core::clock::time_point deadline);
    [[nodiscard]] asio::awaitable<core::outcome<kmp::done>> connect(
        endpoint to, core::clock::time_point deadline);
    [[nodiscard]] asio::awaitable<core::outcome<kmp::done>> hear_beginning();
    [[nodiscard]] core::outcome<kmp::done> check_refusal();
    [[nodiscard]] bool has_ended() noexcept;
    [[nodiscard]] core::failure failed(core::cause why, std::string_view text) const;

    core::clock& time_;
    tcp_device device_;
    std::string name_;
    asio::ip::tcp::socket socket_;
    name_lookup names_;
    std::string unread_;          ///< came in while a refusal was looked for
    bool may_be_refused_{false};  ///< nothing but perhaps the beginning of a refusal came yet
};

}  // namespace kmp2mqtt::link
