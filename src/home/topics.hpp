// SPDX-License-Identifier: Apache-2.0

/// @file
/// Every topic the bridge knows.

#pragma once

#include <string>
#include <string_view>

#include "home/settings.hpp"

namespace kmp2mqtt::home {

[[nodiscard]] std::string bridge_topic(const settings& home, std::string_view leaf);

/// Of the names of meters, which are a level of their topics: a to z, 0 to 9, _ and -.
[[nodiscard]] constexpr bool is_name_character(char c) noexcept
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

/// <base>/<meter>/<leaf>
[[nodiscard]] std::string meter_topic(const settings& home, std::string_view meter,
                                      std::string_view leaf);

/// Whether the answer to a command may be published there: no wildcard, not under `$`, at most 256
/// bytes, valid UTF-8 without control characters, not under the discovery prefix, not under the
/// base topic other than <base>/<meter>/response and below.
[[nodiscard]] bool is_allowed_response_topic(const settings& home, std::string_view meter,
                                             std::string_view topic);

}  // namespace kmp2mqtt::home
