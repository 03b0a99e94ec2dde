// SPDX-License-Identifier: Apache-2.0

/// @file
/// The terminal: its size, and whether text on it can be drawn over.

#pragma once

#include <cstddef>
#include <optional>

namespace kmp2mqtt::tool {

struct screen {
    std::size_t columns{80};
    std::size_t rows{24};
    bool has_inverse{true};  ///< letters may be shown on a light ground

    bool operator==(const screen&) const = default;
};

/// std::nullopt where standard output is no terminal, and for one that cannot move its cursor
/// (TERM is "dumb", or not set). NO_COLOR, when set, leaves nothing but characters
/// (https://no-color.org).
[[nodiscard]] std::optional<screen> find_screen();

/// Columns that text may take: those of the terminal on standard output; else COLUMNS; else 80. At
/// least 20.
[[nodiscard]] std::size_t terminal_width();

/// Whether standard error is a terminal, on which a line can be written over.
[[nodiscard]] bool errors_go_to_terminal();

}  // namespace kmp2mqtt::tool
