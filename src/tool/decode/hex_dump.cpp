// SPDX-License-Identifier: Apache-2.0

#include "tool/decode/hex_dump.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "core/number.hpp"
#include "tool/decode/hex_line.hpp"

namespace kmp2mqtt::tool {
namespace {

struct style {
    std::size_t offset_digits;
    int base;
    std::string_view after_offset;
    std::string_view before_characters;
    bool has_words;   ///< of two bytes in their own order
    bool is_certain;  ///< by its offsets alone
};

constexpr std::array styles{
    style{8, 16, ":", "  ", true, true},     // xxd
    style{8, 16, "  ", "|", false, false},   // hexdump -C
    style{7, 8, " ", "  >", false, false},   // od -tx1
    style{6, 16, " ", "  >", false, false},  // od -A x -tx1
};

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view blanks = " \t\r";
    const auto first = std::min(text.find_first_not_of(blanks), text.size());
    const auto last = text.find_last_not_of(blanks);
    return text.substr(first, last == std::string_view::npos ? 0 : last + 1 - first);
}

bool has_whole_bytes(std::string_view hex)
{
    while (!hex.empty()) {
        const auto end = std::min(hex.find(' '), hex.size());
        if (end != 2) {
            return false;
        }
        hex.remove_prefix(std::min(hex.find_first_not_of(' ', end), hex.size()));
    }
    return true;
}

/// The bytes of a line whose offset is `before`; none for the line of the end.
std::optional<std::vector<std::uint8_t>> read_line(std::string_view line, const style& as,
                                                   std::size_t before)
{
    const auto offset = core::parse_number<std::size_t>(line.substr(0, as.offset_digits), as.base);
    if (line.size() < as.offset_digits || offset != before) {
        return std::nullopt;
    }
    line.remove_prefix(as.offset_digits);
    if (trimmed(line).empty()) {
        return std::vector<std::uint8_t>{};
    }
    if (!line.starts_with(as.after_offset)) {
        return std::nullopt;
    }
    line = line.substr(std::min(line.find_first_not_of(' ', as.after_offset.size()), line.size()));
    const auto hex = trimmed(line.substr(0, line.find(as.before_characters)));
    if (!as.has_words && !has_whole_bytes(hex)) {
        return std::nullopt;
    }
    auto bytes = read_hex_line(hex);
    return bytes && !bytes->empty() ? std::optional{*std::move(bytes)} : std::nullopt;
}

std::optional<std::vector<std::vector<std::uint8_t>>> read_as(
    const style& as, const std::vector<std::string_view>& lines)
{
    std::vector<std::vector<std::uint8_t>> all;
    std::size_t total = 0;
    bool has_end = false;
    bool is_certain = as.is_certain;
    for (const auto line : lines) {
        if (trimmed(line).empty()) {
            all.emplace_back();
            continue;
        }
        auto bytes = read_line(line, as, total);
        if (!bytes || has_end) {
            return std::nullopt;
        }
        has_end = bytes->empty();
        is_certain =
            is_certain || has_end || line.find(as.before_characters) != std::string_view::npos;
        total += bytes->size();
        all.push_back(*std::move(bytes));
    }
    return total > 0 && is_certain ? std::optional{std::move(all)} : std::nullopt;
}

}  // namespace

std::optional<std::vector<std::vector<std::uint8_t>>> read_dump(
    const std::vector<std::string_view>& lines)
{
    for (const auto& as : styles) {
        if (auto all = read_as(as, lines)) {
            return all;
        }
    }
    return std::nullopt;
}

}  // namespace kmp2mqtt::tool
