// SPDX-License-Identifier: Apache-2.0

/// @file
/// Durations as people write them: "1600ms", "30s", "10min", "1h", "1d".

#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace kmp2mqtt::core {

/// Text with a unit (ms, s, min, h, d): digits, perhaps a minus before them, no blanks.
/// std::nullopt for anything else, and beyond 1000 years.
[[nodiscard]] std::optional<std::chrono::milliseconds> parse_duration(std::string_view text);

/// Such text with the largest unit that leaves no rest: 3600 s is "1h", 90 s is "90s".
[[nodiscard]] std::string duration_text(std::chrono::milliseconds span);

}  // namespace kmp2mqtt::core
