// SPDX-License-Identifier: Apache-2.0

/// @file
/// Options that hold a date and a time of day.

#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace kmp2mqtt::tool {

/// "2026-01-31T12:00:00", also with a blank for the T, without seconds, or without a time (0:00).
/// std::nullopt for anything else, a time that no clock shows, and years that no meter's clock
/// holds: before 2000 and after 2099.
[[nodiscard]] std::optional<std::chrono::local_seconds> read_time(std::string_view text);

}  // namespace kmp2mqtt::tool
