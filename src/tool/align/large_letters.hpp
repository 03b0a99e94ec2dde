// SPDX-License-Identifier: Apache-2.0

/// @file
/// Letters that can be read from two metres, made of characters of ordinary size. Pure.

#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace kmp2mqtt::tool {

/// Rows of a large letter.
inline constexpr std::size_t large_height = 5;

/// The text in letters of large_height rows, 1 to 5 columns and a gap each: '#' is ink, ' ' is
/// none; all rows are of one length. Knows digits, '/', blanks and the capitals of the words that
/// kmptool align shows; another character is a gap.
///
/// @param widen  columns for each dot: in most fonts a dot of two is a square
[[nodiscard]] std::array<std::string, large_height> large_letters(std::string_view text,
                                                                  std::size_t widen);

}  // namespace kmp2mqtt::tool
