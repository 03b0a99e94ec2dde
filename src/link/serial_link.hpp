// SPDX-License-Identifier: Apache-2.0

/// @file
/// A serial port of this machine, with an optical head on it.

#pragma once

#include <string>

#include <asio/any_io_executor.hpp>
#include <asio/posix/stream_descriptor.hpp>

#include "link/device_url.hpp"
#include "link/link.hpp"
#include "link/lock_file.hpp"

namespace kmp2mqtt::link {

/// Keeps others out while open, by flock, TIOCEXCL and lock files.
class serial_link final : public link {
public:
    /// @param name  for messages
    serial_link(const asio::any_io_executor& loop, serial_device device, std::string name);
    serial_link(const serial_link&) = delete;
    serial_link& operator=(const serial_link&) = delete;
    ~serial_link() override;

    [[nodiscard]] asio::awaitable<core::outcome<kmp::done>> open() override;
    [[nodiscard]] asio::awaitable<core::outcome<kmp::done>> write(
        std::span<const std::uint8_t> bytes) override;
    [[nodiscard]] asio::awaitable<core::outcome<std::size_t>> read(
        std::span<std::uint8_t> into) override;
    void discard_input() noexcept override;
    void close() noexcept override;
    [[nodiscard]] bool is_open() const noexcept override { return stream_.is_open(); }
    [[nodiscard]] core::clock::duration line_time(std::size_t bytes) const noexcept override;
    [[nodiscard]] core::clock::duration longest_gap() const noexcept override;
    [[nodiscard]] const std::string& name() const noexcept override { return name_; }

private:
    [[nodiscard]] core::outcome<kmp::done> open_now();

    serial_device device_;
    std::string name_;
    asio::posix::stream_descriptor stream_;
    lock_files locks_;
};

}  // namespace kmp2mqtt::link
