// SPDX-License-Identifier: Apache-2.0

/// @file
/// Where a meter's optical head is: the text of a configuration or command line, taken apart.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include <kmp/result.hpp>

namespace kmp2mqtt::link {

enum class parity_mode : std::uint8_t { none, even, odd };

/// A serial port of this machine. Defaults: [KMP] 3.1, 1200 baud, 8 data bits, 2 stop bits.
struct serial_device {
    std::string path;
    std::uint32_t baud{1200};
    parity_mode parity{parity_mode::none};
    std::uint8_t stop_bits{2};  ///< 1 or 2
};

/// A TCP server with a serial port behind it, such as ser2net.
struct tcp_device {
    std::string host;
    std::uint16_t port{0};
    std::uint32_t baud{1200};  ///< of the far line, for timeouts
};

struct device_url {
    std::variant<serial_device, tcp_device> device;
    std::string text;  ///< as it was written

    /// Two URLs with the same key share one line to one head: host and port, or the path with its
    /// links followed, so that /dev/ttyUSB0 and its name in /dev/serial/by-id are one.
    [[nodiscard]] std::string line_key() const;
};

/// Reads "/dev/ttyUSB0", "serial:/dev/ttyUSB0?baud=2400&parity=even&stop_bits=1",
/// "socket://host:port", "tcp://[::1]:port?baud=9600".
///
/// @returns the parts, or a sentence that names the part that is wrong and what would be right
[[nodiscard]] kmp::result<device_url, std::string> parse_device_url(std::string_view text);

}  // namespace kmp2mqtt::link
