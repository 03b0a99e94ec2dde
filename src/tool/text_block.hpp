// SPDX-License-Identifier: Apache-2.0

/// @file
/// Words in lines of limited width.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace kmp2mqtt::tool {

/// Columns that UTF-8 text takes on a screen: one a character.
[[nodiscard]] std::size_t columns_of(std::string_view text) noexcept;

/// `words` behind `head`, broken between words; further lines begin after `indent` blanks. A word
/// that is longer than a line is broken inside. Each line has its end and no blanks before it.
///
/// @param width  more columns than `head` and `indent` take
[[nodiscard]] std::string wrapped(std::string head, std::string_view words, std::size_t width,
                                  std::size_t indent);

}  // namespace kmp2mqtt::tool
