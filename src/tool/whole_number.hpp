// SPDX-License-Identifier: Apache-2.0

/// @file
/// Whole numbers as Python's int(text, base=0) reads them: what scripts for pykmp-tool contain.

#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace kmp2mqtt::tool {

/// "60", "0x3C", "0b11", "0o74"; capitals, a plus, single underscores between digits and blanks
/// around it are allowed, leading zeros are not. std::nullopt for anything else, a minus, and over
/// 64 bits.
[[nodiscard]] std::optional<std::uint64_t> whole_number(std::string_view text);

}  // namespace kmp2mqtt::tool
