// SPDX-License-Identifier: Apache-2.0

/// @file
/// Options that hold a duration.

#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include <kmp/result.hpp>

namespace kmp2mqtt::tool {

/// Our choice: nobody watches a terminal for longer, and a battery is for a telegram an hour.
inline constexpr std::chrono::hours longest_duration{1};

/// Over 0 and up to longest_duration.
///
/// @param option    "--timeout", for the message
/// @param examples  "1500ms or 2s"
/// @returns it, or a sentence that says what would be right
[[nodiscard]] kmp::result<std::chrono::milliseconds, std::string> read_duration(
    std::string_view option, std::string_view text, std::string_view examples);

}  // namespace kmp2mqtt::tool
