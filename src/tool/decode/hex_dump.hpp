// SPDX-License-Identifier: Apache-2.0

/// @file
/// Bytes from the output of xxd, hexdump -C and od -tx1: an offset before each line's bytes,
/// perhaps the same bytes as characters behind them.

#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace kmp2mqtt::tool {

/// The bytes of each line, or std::nullopt for any other text.
///
/// What proves a dump are its offsets, each of which says how many bytes were before it, and a
/// colon behind them (xxd), the characters beside the bytes, or the last line, which is the offset
/// of the end (hexdump, od). Words of two bytes, as od writes without -tx1, are in the machine's
/// order and no such dump.
[[nodiscard]] std::optional<std::vector<std::vector<std::uint8_t>>> read_dump(
    const std::vector<std::string_view>& lines);

}  // namespace kmp2mqtt::tool
