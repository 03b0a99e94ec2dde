// SPDX-License-Identifier: Apache-2.0

/// @file
/// A dissection for a person: the bytes with a mark under each, then layer by layer what they are.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "tool/decode/dissection.hpp"

namespace kmp2mqtt::tool {

/// Our choice: narrower lines hold neither eight bytes nor a sentence.
inline constexpr std::size_t min_width = 40;

/// Where a part was found.
struct place {
    std::size_t number{0};  ///< of this part, from 1
    std::size_t line{0};    ///< of the text, from 1; or which `unit` of it
    std::size_t offset{0};  ///< in the bytes that belong together
    std::string port;       ///< empty where no log names it
    std::string_view unit{"line"};
};

/// Several lines, each with its end, none longer than `width` columns (at least min_width).
[[nodiscard]] std::string text_of(const dissection& of, const place& where, std::size_t width);

}  // namespace kmp2mqtt::tool
