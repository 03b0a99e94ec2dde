// SPDX-License-Identifier: Apache-2.0

/// @file
/// A pseudo terminal: the serial port for the link, the meter's side for the test.

#pragma once

#include <array>
#include <chrono>
#include <poll.h>
#include <pty.h>
#include <string>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <utility>

#include "fake/hex.hpp"

namespace live {

class terminal {
public:
    terminal()
    {
        std::array<char, 128> name{};
        int port = -1;
        if (openpty(&meter_, &port, name.data(), nullptr, nullptr) != 0) {
            throw std::system_error{errno, std::generic_category(), "openpty"};
        }
        close(port);
        path_ = name.data();
    }
    terminal(const terminal&) = delete;
    terminal& operator=(const terminal&) = delete;
    ~terminal() { hang_up(); }

    [[nodiscard]] const std::string& path() const noexcept { return path_; }
    [[nodiscard]] int meter() const noexcept { return meter_; }

    /// As if the adapter were pulled out.
    void hang_up()
    {
        if (meter_ >= 0) {
            close(std::exchange(meter_, -1));
        }
    }

    void send(const fake::bytes& data) const
    {
        if (::write(meter_, data.data(), data.size()) != static_cast<ssize_t>(data.size())) {
            throw std::system_error{errno, std::generic_category(), "write"};
        }
    }

    /// What comes to the meter first, within two seconds; at most 256 bytes.
    [[nodiscard]] fake::bytes receive() const
    {
        fake::bytes data(256);
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds{2};
        while (std::chrono::steady_clock::now() < end) {
            // As long as nobody has the port open, there is nothing to wait for: EIO.
            pollfd waiting{.fd = meter_, .events = POLLIN, .revents = 0};
            poll(&waiting, 1, 10);
            const auto size =
                (waiting.revents & POLLIN) != 0 ? ::read(meter_, data.data(), data.size()) : 0;
            if (size > 0) {
                data.resize(static_cast<std::size_t>(size));
                return data;
            }
            std::this_thread::sleep_for(std::chrono::milliseconds{1});
        }
        return {};
    }

private:
    int meter_{-1};
    std::string path_;
};

}  // namespace live
