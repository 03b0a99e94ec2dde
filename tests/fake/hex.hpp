// SPDX-License-Identifier: Apache-2.0

/// @file
/// Bytes in tests, written as hex: hex("80 3f 01 05 8a 0d").

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace fake {

using bytes = std::vector<std::uint8_t>;

/// Two hex digits a byte; blanks between bytes are skipped. Throws for anything else.
[[nodiscard]] inline bytes hex(std::string_view text)
{
    bytes result;
    std::string digits;
    for (const char c : text) {
        if (c == ' ') {
            continue;
        }
        digits += c;
        if (digits.size() == 2) {
            std::size_t used = 0;
            result.push_back(static_cast<std::uint8_t>(std::stoul(digits, &used, 16)));
            if (used != 2) {
                throw std::invalid_argument{"not hex: " + std::string{text}};
            }
            digits.clear();
        }
    }
    if (!digits.empty()) {
        throw std::invalid_argument{"half a byte: " + std::string{text}};
    }
    return result;
}

/// "80 3f 01"
[[nodiscard]] inline std::string hex_text(std::span<const std::uint8_t> of)
{
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const auto byte : of) {
        if (!text.empty()) {
            text += ' ';
        }
        text += digits[byte >> 4U];
        text += digits[byte & 0x0FU];
    }
    return text;
}

}  // namespace fake
