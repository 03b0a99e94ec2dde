// SPDX-License-Identifier: Apache-2.0

/// @file
/// What people may set on <base>/<meter>/set/<option>. Pure.

#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include <kmp/result.hpp>

#include "meter/settings.hpp"

namespace kmp2mqtt::home {

/// Our choice: below a minute reading is for a meter on mains, and stands in the configuration.
inline constexpr std::chrono::minutes shortest_poll{1};
inline constexpr std::chrono::minutes longest_poll{1440};  ///< a day

/// Reads a payload of set/poll_interval: whole minutes from shortest_poll to longest_poll.
///
/// @returns or what is wrong, and what would be right
[[nodiscard]] kmp::result<std::chrono::minutes, std::string> parse_poll_interval(
    std::string_view payload);

/// The interval of the meter's first plan; std::nullopt: not one that could be set.
[[nodiscard]] std::optional<std::chrono::minutes> poll_interval_of(const meter::settings& of);

}  // namespace kmp2mqtt::home
