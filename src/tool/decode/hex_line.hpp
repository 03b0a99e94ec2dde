// SPDX-License-Identifier: Apache-2.0

/// @file
/// Bytes from one line of hex, as people, programs and programming languages write them.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <kmp/result.hpp>

namespace kmp2mqtt::tool {

/// Reads "80 3f", "803F", "80:3f", "80-3f", "0x80, 0x3f", "\x80\x3f", and Python's b'\x80?\r' and
/// b'803f'.
/// Brackets and quotes around pieces are skipped.
///
/// @returns the bytes, none for an empty line; else what is wrong with which word, and what would
///          be right
[[nodiscard]] kmp::result<std::vector<std::uint8_t>, std::string> read_hex_line(
    std::string_view line);

}  // namespace kmp2mqtt::tool
