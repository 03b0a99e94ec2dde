// SPDX-License-Identifier: Apache-2.0

/// @file
/// Lists of names with explanations behind them, such as help, in lines that fit a terminal.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace kmp2mqtt::tool {

/// Breaks the lines of `list` that are too long. An explanation stands at least two blanks behind
/// its name; its further lines begin below it, or, where that leaves little room, it begins on a
/// line of its own.
[[nodiscard]] std::string fitted(std::string_view list, std::size_t width);

}  // namespace kmp2mqtt::tool
