// SPDX-License-Identifier: Apache-2.0

/// @file
/// All of a file or of standard input, which may have no end.

#pragma once

#include <cstddef>
#include <iosfwd>
#include <string>

#include <kmp/result.hpp>

namespace kmp2mqtt::tool {

/// In bytes. Our choice: the capture of a meter that is read each minute for two months is smaller,
/// and a small machine still has room for it.
inline constexpr std::size_t largest_input = std::size_t{64} * 1024 * 1024;

struct whole_input {
    std::string text;
};

/// @param name  for messages: "standard input"
/// @returns the bytes, or a sentence that says why they cannot be read or that there are too many
[[nodiscard]] kmp::result<whole_input, std::string> read_whole(std::istream& from,
                                                               const std::string& name);

/// The same of a file.
[[nodiscard]] kmp::result<whole_input, std::string> read_whole_file(const std::string& path);

}  // namespace kmp2mqtt::tool
