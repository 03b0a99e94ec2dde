// SPDX-License-Identifier: Apache-2.0

#include "tool/decode/hex_line.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>

#include "core/log.hpp"

namespace kmp2mqtt::tool {
namespace {

constexpr std::string_view separators = " \t\r,;:-'\"()[]{}";

std::optional<unsigned> digit(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
        return c - 'a' + 10;
    }
    if (c >= 'A' && c <= 'F') {
        return c - 'A' + 10;
    }
    return std::nullopt;
}

/// The byte of two digits at the beginning of `text`.
std::optional<std::uint8_t> pair(std::string_view text)
{
    if (text.size() < 2) {
        return std::nullopt;
    }
    const auto high = digit(text[0]);
    const auto low = digit(text[1]);
    if (!high || !low) {
        return std::nullopt;
    }
    return static_cast<std::uint8_t>((*high << 4U) | *low);
}

/// Whether quoted text is hex in bytes (Python's hexlify()): bytes that are a frame begin
/// otherwise.
bool is_hex_of_frame(std::string_view text)
{
    return (text.starts_with("80") || text.starts_with("40")) && text.size() % 2 == 0 &&
           std::ranges::all_of(text, [](char c) { return digit(c).has_value(); });
}

/// For a terminal: what is no ASCII may be half a character, or move the cursor.
std::string printable(std::string_view word)
{
    constexpr unsigned char first_beyond = 0x80;
    std::string text;
    for (const char c : core::log::one_line(word)) {
        const auto byte = static_cast<unsigned char>(c);
        text += byte < first_beyond ? std::string(1, c) : core::format("\\x{:02x}", byte);
    }
    return text;
}

/// A byte that Python writes as a letter behind a backslash.
struct letter_escape {
    char letter;
    std::uint8_t byte;
};

constexpr std::array letter_escapes{
    letter_escape{.letter = 't', .byte = 0x09},  letter_escape{.letter = 'n', .byte = 0x0A},
    letter_escape{.letter = 'r', .byte = 0x0D},  letter_escape{.letter = '\\', .byte = 0x5C},
    letter_escape{.letter = '\'', .byte = 0x27}, letter_escape{.letter = '"', .byte = 0x22},
};

class line_reader {
public:
    explicit line_reader(std::string_view line) : rest_{line} {}

    kmp::result<std::vector<std::uint8_t>, std::string> read()
    {
        for (skip(); !rest_.empty() && wrong_.empty(); skip()) {
            if (rest_.starts_with("b'") || rest_.starts_with("b\"")) {
                take_literal();
            } else {
                take_word(rest_.substr(0, rest_.find_first_of(separators)));
            }
        }
        if (!wrong_.empty()) {
            return wrong_;
        }
        return std::move(bytes_);
    }

private:
    void skip()
    {
        const auto first = rest_.find_first_not_of(separators);
        rest_.remove_prefix(first == std::string_view::npos ? rest_.size() : first);
    }

    void refuse(std::string_view word, std::string_view what)
    {
        constexpr std::size_t shown = 30;  // Our choice: enough to find it by
        const auto* const more = word.size() > shown ? "..." : "";
        wrong_ = core::format("\"{}{}\" {}", printable(word.substr(0, shown)), more, what);
    }

    /// Digits, with or without 0x before them, or escapes such as \x80.
    void take_word(std::string_view word)
    {
        rest_.remove_prefix(word.size());
        auto digits = word;
        const bool is_prefixed = word.starts_with("0x") || word.starts_with("0X");
        if (is_prefixed) {
            digits.remove_prefix(2);
        }
        const auto single = is_prefixed && digits.size() == 1 ? digit(digits[0]) : std::nullopt;
        if (single) {
            bytes_.push_back(static_cast<std::uint8_t>(*single));
            return;
        }
        if (digits.empty() || !take_pairs(digits)) {
            refuse(word, "is no hex; a byte is two digits, as in 80 3f, 803f, 0x80 or \\x80");
        } else if (!digits.empty() && is_odd_) {
            refuse(word, "has an odd number of digits; a byte is two, as in 08 03");
        }
    }

    /// Whether `digits` are hex and nothing else.
    bool take_pairs(std::string_view digits)
    {
        is_odd_ = false;
        while (!digits.empty()) {
            const bool is_escape = digits.starts_with("\\x");
            digits.remove_prefix(is_escape ? 2 : 0);
            if (const auto byte = pair(digits)) {
                bytes_.push_back(*byte);
                digits.remove_prefix(2);
                continue;
            }
            is_odd_ = !is_escape && digits.size() == 1 && digit(digits[0]).has_value();
            return is_odd_;
        }
        return true;
    }

    /// b'...': what is printable stands for itself.
    void take_literal()
    {
        const auto whole = rest_;
        const char quote = rest_[1];
        rest_.remove_prefix(2);
        const auto inside = rest_.substr(0, rest_.find(quote));
        if (inside.size() < rest_.size() && is_hex_of_frame(inside)) {
            take_word(inside);
        }
        while (!rest_.empty() && rest_[0] != quote) {
            if (rest_[0] != '\\') {
                bytes_.push_back(static_cast<std::uint8_t>(rest_[0]));
                rest_.remove_prefix(1);
            } else if (!take_escape()) {
                refuse(rest_.substr(0, 4), R"(is no escape; there are \x80, \r, \n, \t, \\)");
                return;
            }
        }
        if (rest_.empty()) {
            refuse(whole, "has no closing quote");
            return;
        }
        rest_.remove_prefix(1);
    }

    bool take_escape()
    {
        if (rest_.size() < 2) {
            return false;
        }
        if (rest_[1] == 'x') {
            const auto byte = pair(rest_.substr(2));
            if (byte) {
                bytes_.push_back(*byte);
                rest_.remove_prefix(4);
            }
            return byte.has_value();
        }
        const auto* const row = std::ranges::find(letter_escapes, rest_[1], &letter_escape::letter);
        if (row == letter_escapes.end()) {
            return false;
        }
        bytes_.push_back(row->byte);
        rest_.remove_prefix(2);
        return true;
    }

    std::string_view rest_;
    std::vector<std::uint8_t> bytes_;
    std::string wrong_;
    bool is_odd_{false};
};

}  // namespace

kmp::result<std::vector<std::uint8_t>, std::string> read_hex_line(std::string_view line)
{
    return line_reader{line}.read();
}

}  // namespace kmp2mqtt::tool
