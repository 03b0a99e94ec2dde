// SPDX-License-Identifier: Apache-2.0

/// @file
/// Text to bytes: hex, and logs that hold hex, each line with who sent its bytes.
///
/// Knows nothing of frames but where one is open, to put the pieces of one read together.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <kmp/physical.hpp>
#include <kmp/result.hpp>

namespace kmp2mqtt::tool {

/// Bytes that belong together.
struct stretch {
    /// A line of the text, from 1, and the first byte that came from it.
    struct origin {
        std::size_t first_byte{0};
        std::size_t line{0};
    };

    std::string port;                             ///< which one, where a log names it
    std::optional<kmp::physical::sender> sender;  ///< where the text says who sent
    std::vector<std::uint8_t> bytes;
    std::vector<origin> origins;  ///< never empty

    /// The line that the byte came from.
    [[nodiscard]] std::size_t line_of(std::size_t byte) const;
};

/// All bytes of a text.
struct hex_input {
    std::vector<stretch> stretches;
    std::size_t lines_left_out{0};  ///< lines of a log that hold no bytes
};

/// What is wrong with a text, and where.
struct hex_problem {
    std::size_t line{0};
    std::string text;
};

/// Reads lines of hex as read_hex_line() does, trace lines of this program ("PORT -> 80 3f"), debug
/// lines of pykmp-tool ("Request encoded: 803F", "Received bytes on serial: '403F'"), of ESPHome
/// ("<<< 40:3F") and of terminal programs ("TX: 80 3F"), and recordings as src/link/README.md
/// describes them. Where a line has such a mark, the text is a log: lines without one that are no
/// hex are left out.
/// Dumps as read_dump() knows them are one stretch. A text with control characters that no text has
/// is taken for the bytes themselves, if there is a frame in them.
[[nodiscard]] kmp::result<hex_input, hex_problem> read_hex(std::string_view text);

}  // namespace kmp2mqtt::tool
