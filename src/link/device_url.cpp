// SPDX-License-Identifier: Apache-2.0

#include "link/device_url.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <functional>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

#include "core/log.hpp"
#include "core/number.hpp"

namespace kmp2mqtt::link {
namespace {

using problem = std::optional<std::string>;

/// The rates that termios knows, [KMP] and other meters need, and heads can do.
constexpr std::array<std::uint32_t, 10> rates{300,  600,   1200,  2400,  4800,
                                              9600, 19200, 38400, 57600, 115200};

problem read_baud(std::string_view text, std::uint32_t& baud)
{
    const auto rate = core::parse_number<std::uint32_t>(text);
    if (!rate || std::ranges::find(rates, *rate) == rates.end()) {
        auto wrong = core::format("baud is \"{}\"; possible are", text);
        for (const auto possible : rates) {
            wrong += core::format(" {}", possible);
        }
        return wrong;
    }
    baud = *rate;
    return std::nullopt;
}

problem read_parity(std::string_view text, parity_mode& wanted)
{
    constexpr std::array names{std::pair{std::string_view{"none"}, parity_mode::none},
                               std::pair{std::string_view{"even"}, parity_mode::even},
                               std::pair{std::string_view{"odd"}, parity_mode::odd}};
    for (const auto& [name, value] : names) {
        if (text == name) {
            wanted = value;
            return std::nullopt;
        }
    }
    return core::format("parity is \"{}\"; possible are none, even, odd", text);
}

problem read_stop_bits(std::string_view text, std::uint8_t& stop_bits)
{
    if (text != "1" && text != "2") {
        return core::format("stop_bits is \"{}\"; possible are 1, 2", text);
    }
    stop_bits = text == "1" ? 1 : 2;
    return std::nullopt;
}

problem set_option(serial_device& device, std::string_view key, std::string_view value)
{
    if (key == "baud") {
        return read_baud(value, device.baud);
    }
    if (key == "parity") {
        return read_parity(value, device.parity);
    }
    if (key == "stop_bits") {
        return read_stop_bits(value, device.stop_bits);
    }
    return core::format("option \"{}\" is not known; possible are baud, parity, stop_bits", key);
}

problem set_option(tcp_device& device, std::string_view key, std::string_view value)
{
    if (key == "baud") {
        return read_baud(value, device.baud);
    }
    return core::format(
        "option \"{}\" is not known; possible is baud, the rest is set at the server", key);
}

template <class Device>
problem set_options(Device& device, std::string_view query)
{
    std::vector<std::string_view> named;
    while (!query.empty()) {
        const auto option = query.substr(0, query.find('&'));
        query.remove_prefix(std::min(query.size(), option.size() + 1));
        const auto equals = option.find('=');
        if (equals == std::string_view::npos) {
            return core::format("option \"{}\" has no value: KEY=VALUE is expected", option);
        }
        const auto key = option.substr(0, equals);
        if (std::ranges::find(named, key) != named.end()) {
            return core::format("{} is named twice; keep one of them", key);
        }
        named.push_back(key);
        auto wrong = set_option(device, key, option.substr(equals + 1));
        if (wrong) {
            return wrong;
        }
    }
    return std::nullopt;
}

problem set_place(serial_device& device, std::string_view path)
{
    if (path.empty() || path.front() != '/') {
        return core::format("path is \"{}\"; a device is expected, such as /dev/ttyUSB0", path);
    }
    device.path = path;
    return std::nullopt;
}

/// "host:port" or "[address]:port"
problem set_place(tcp_device& device, std::string_view place)
{
    constexpr std::string_view host_end = "/ []@";
    std::string_view host;
    if (place.starts_with('[')) {
        const auto end = place.find(']');
        if (end == std::string_view::npos) {
            return core::format("host is \"{}\"; the bracket is not closed", place);
        }
        host = place.substr(1, end - 1);
        place.remove_prefix(end + 1);
    } else {
        host = place.substr(0, place.find(':'));
        place.remove_prefix(host.size());
        if (place.find(':') != place.rfind(':')) {
            return std::string{
                "host has several colons; an IPv6 address is written in brackets: [::1]:2002"};
        }
    }
    if (host.empty() || host.find_first_of(host_end) != std::string_view::npos) {
        return core::format("host is \"{}\"; a name or an address is expected", host);
    }
    if (!place.starts_with(':')) {
        return std::string{"port is missing: HOST:PORT is expected"};
    }
    const auto port = core::parse_number<std::uint16_t>(place.substr(1));
    if (!port || *port == 0) {
        return core::format("port is \"{}\"; 1 to 65535 is expected", place.substr(1));
    }
    device.host = host;
    device.port = *port;
    return std::nullopt;
}

template <class Device>
kmp::result<device_url, std::string> read_device(std::string_view rest, std::string_view text)
{
    Device device;
    const auto place = rest.substr(0, rest.find('?'));
    const auto query = place.size() < rest.size() ? rest.substr(place.size() + 1) : "";
    auto wrong = set_place(device, place);
    if (!wrong) {
        wrong = set_options(device, query);
    }
    if (wrong) {
        return *std::move(wrong);
    }
    return device_url{.device = std::move(device), .text = std::string{text}};
}

}  // namespace

std::string device_url::line_key() const
{
    if (const auto* const serial = std::get_if<serial_device>(&device)) {
        std::error_code ignored;
        auto path = std::filesystem::weakly_canonical(serial->path, ignored);
        return path.empty() ? serial->path : path.string();
    }
    const auto& tcp = std::get<tcp_device>(device);
    return core::format("{}:{}", tcp.host, tcp.port);
}

kmp::result<device_url, std::string> parse_device_url(std::string_view text)
{
    struct row {
        std::string_view scheme;
        kmp::result<device_url, std::string> (*read)(std::string_view, std::string_view);
    };
    constexpr std::array rows{
        row{.scheme = "serial:", .read = read_device<serial_device>},
        row{.scheme = "socket://", .read = read_device<tcp_device>},
        row{.scheme = "tcp://", .read = read_device<tcp_device>},
    };
    for (const auto& row : rows) {
        if (text.starts_with(row.scheme)) {
            return row.read(text.substr(row.scheme.size()), text);
        }
    }
    if (text.starts_with('/')) {
        return read_device<serial_device>(text, text);
    }
    return core::format(
        "\"{}\" is neither a device such as /dev/ttyUSB0 or "
        "serial:/dev/ttyUSB0?baud=1200, nor socket://HOST:PORT",
        text);
}

}  // namespace kmp2mqtt::link
