// SPDX-License-Identifier: Apache-2.0

/// @file
/// Every topic the bridge knows.

#pragma once

#include <string>
#include <string_view>

#include "home/settings.hpp"

namespace kmp2mqtt::home {

[[nodiscard]] std::string bridge_topic(const settings& home, std::string_view leaf);

/// <base>/<meter>/<leaf>
[[nodiscard]] std::string meter_topic(const settings& home, std::string_view meter,
                                      std::string_view leaf);

/// Whether the answer to a command may be published there: no wildcard, not under `$`, at most 256
/// bytes, valid UTF-8 without control characters, not under the discovery prefix, not under the
/// base topic other than <base>/<meter>/response and below.
[[nodiscard]] bool is_allowed_response_topic(const settings& home, std::string_view meter,
                                             std::string_view topic);

}  // namespace kmp2mqtt::home
