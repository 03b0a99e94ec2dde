// SPDX-License-Identifier: Apache-2.0

/// @file
/// The broker's address as people write it, taken apart.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <kmp/result.hpp>

namespace kmp2mqtt::bridge {

struct broker_url {
    std::string host;  ///< of IPv6 without the brackets
    std::uint16_t port{1883};
    bool encrypted{false};
};

/// Reads "mqtt://host", "mqtts://host:8884", "mqtt://[::1]". The port is 1883, with mqtts 8883,
/// where none stands.
///
/// @returns the parts, or what is wrong and what would be right: without the text itself, in which
///          a password may stand
[[nodiscard]] kmp::result<broker_url, std::string> parse_broker_url(std::string_view text);

}  // namespace kmp2mqtt::bridge
