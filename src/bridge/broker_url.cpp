// SPDX-License-Identifier: Apache-2.0

#include "bridge/broker_url.hpp"

#include <algorithm>

#include "core/number.hpp"

namespace kmp2mqtt::bridge {
namespace {

using failed = std::string;

bool is_host_character(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_';
}

bool is_address_character(char c)
{
    return is_host_character(c) || c == ':' || c == '%';
}

/// Takes "[::1]" or "host" off the front. @returns what is wrong with it, or nothing
std::string_view take_host(std::string_view& rest, std::string& host)
{
    if (!rest.starts_with('[')) {
        if (std::ranges::count(rest, ':') > 1) {
            return "an IPv6 address stands in brackets: mqtt://[::1]:1883";
        }
        const auto end = std::min(rest.find(':'), rest.size());
        host = rest.substr(0, end);
        rest.remove_prefix(end);
        if (host.empty()) {
            return "names no host; write mqtt://HOST or mqtt://HOST:PORT";
        }
        if (!std::ranges::all_of(host, is_host_character)) {
            return "a host has only letters, digits, '-', '.' and '_'";
        }
        return {};
    }
    const auto end = rest.find(']');
    if (end == std::string_view::npos) {
        return "the bracket of the IPv6 address is not closed; write mqtt://[::1]:1883";
    }
    host = rest.substr(1, end - 1);
    rest.remove_prefix(end + 1);
    if (host.find(':') == std::string::npos || !std::ranges::all_of(host, is_address_character)) {
        return "what stands in brackets is no IPv6 address; write mqtt://[::1]:1883";
    }
    return {};
}

}  // namespace

kmp::result<broker_url, std::string> parse_broker_url(std::string_view text)
{
    broker_url url;
    if (text.starts_with("mqtts://")) {
        url.encrypted = true;
        url.port = 8883;
    } else if (!text.starts_with("mqtt://")) {
        return failed{
            "begins with neither mqtt:// nor mqtts://; write mqtt://HOST, or mqtts://HOST "
            "for TLS"};
    }
    auto rest = text.substr(text.find("://") + 3);
    if (rest.find('@') != std::string_view::npos) {
        return failed{
            "user and password do not belong here, where they would be shown; use the "
            "keys username and password_file"};
    }
    if (rest.find_first_of("/?#") != std::string_view::npos) {
        return failed{"nothing may follow host and port; write mqtt://HOST:PORT"};
    }
    if (const auto fault = take_host(rest, url.host); !fault.empty()) {
        return failed{fault};
    }
    if (rest.empty()) {
        return url;
    }
    const auto port = core::parse_number<std::uint16_t>(rest.substr(1));
    if (rest.front() != ':' || !port || *port == 0) {
        return failed{"the port is not a number from 1 to 65535"};
    }
    url.port = *port;
    return url;
}

}  // namespace kmp2mqtt::bridge
