// SPDX-License-Identifier: Apache-2.0

/// @file
/// A recorded line to a meter, read from its text. src/link/README.md describes the format.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <kmp/result.hpp>

#include "core/clock.hpp"

namespace kmp2mqtt::simulator {

/// What came back after one request, until the next one or until the port was closed.
struct recorded_answer {
    struct part {
        core::clock::duration after;      ///< since the request was handed to the system
        std::vector<std::uint8_t> bytes;  ///< empty: the line was lost
    };

    std::vector<std::uint8_t> request;
    std::vector<part> parts;
};

/// In the order of the file, over all its runs. Bytes that came before any request, and failures to
/// open the port, are not in it: there is nothing that they answer.
using recording = std::vector<recorded_answer>;

/// Whether numbers that say whose meter it is were made 0 when it was recorded, in any of its runs.
[[nodiscard]] bool has_blanked_numbers(std::string_view text);

/// @param file  for messages
/// @returns "FILE:LINE: what is wrong" for a text that is no recording, or holds a bad line
[[nodiscard]] kmp::result<recording, std::string> parse_recording(std::string_view text,
                                                                  const std::string& file);

}  // namespace kmp2mqtt::simulator
