// SPDX-License-Identifier: Apache-2.0

/// @file
/// Bytes taken apart: every byte of a frame with its name, its meaning, and what is wrong.
///
/// Pure values; tool/dissection_text.hpp and tool/dissection_json.hpp write them.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <kmp/physical.hpp>
#include <kmp/value.hpp>

#include "tool/decode/frame_split.hpp"
#include "tool/decode/unstuff.hpp"

namespace kmp2mqtt::tool {

/// Some bytes that mean one thing.
struct field {
    tool::layer layer{layer::physical};
    std::size_t offset{0};      ///< from the part's first byte, as on the wire
    std::size_t length{0};      ///< bytes on the wire, escapes included
    std::string_view name;      ///< [a-z_]+, of static life
    kmp::value value;           ///< no_value where the bytes are no number, date or text
    std::string meaning;        ///< in words; may be empty
    std::vector<field> fields;  ///< empty, or fields that cover the same bytes
};

/// One part of the bytes, explained.
struct dissection {
    part_kind kind{part_kind::noise};
    std::optional<kmp::physical::sender> sender;
    std::span<const std::uint8_t> bytes;
    std::vector<field> fields;  ///< in order; those without fields cover every byte exactly once
    std::vector<escape> escapes;
    std::optional<tool::fault> fault;  ///< the outermost one: what is inside follows from it
    std::vector<std::string> notes;    ///< sentences that are no fault
};

/// Explains one part that split() found.
///
/// @param bytes  all the bytes that were split, which the result views
/// @param who    who sent them where the text says so, else std::nullopt
[[nodiscard]] dissection dissect(std::span<const std::uint8_t> bytes, const part& of,
                                 std::optional<kmp::physical::sender> who);

}  // namespace kmp2mqtt::tool
