// SPDX-License-Identifier: Apache-2.0

/// @file
/// How wide text may be.

#pragma once

#include <cstddef>

namespace kmp2mqtt::tool {

/// Columns of the terminal on standard output; else COLUMNS; else 80. At least 20.
[[nodiscard]] std::size_t terminal_width();

}  // namespace kmp2mqtt::tool
