// SPDX-License-Identifier: Apache-2.0

/// @file
/// Stuffing undone with a memory: which byte of the wire each byte of the packet came from.
///
/// kmp::physical::decoder drops what is damaged; here it goes on, and says what the damage is.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "tool/decode/fault.hpp"

namespace kmp2mqtt::tool {

/// Two bytes on the wire that stand for one.
struct escape {
    std::size_t offset{0};
    std::uint8_t stands_for{0};
};

struct unstuffed {
    std::vector<std::uint8_t> packet;
    std::vector<std::size_t> offsets;  ///< of each byte on the wire, and of what follows the last
    std::vector<escape> escapes;
    std::optional<tool::fault> fault;  ///< reserved_byte or bad_escape, the first
};

/// Undoes the stuffing of bytes `first` to before `last`; offsets count from `bytes`' beginning.
[[nodiscard]] unstuffed unstuff(std::span<const std::uint8_t> bytes, std::size_t first,
                                std::size_t last);

/// The same shape for bytes without stuffing.
[[nodiscard]] unstuffed as_they_are(std::span<const std::uint8_t> bytes);

}  // namespace kmp2mqtt::tool
