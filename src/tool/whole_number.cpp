// SPDX-License-Identifier: Apache-2.0

#include "tool/whole_number.hpp"

#include <algorithm>
#include <charconv>
#include <string>
#include <system_error>

namespace kmp2mqtt::tool {
namespace {

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view blanks = " \t\r\n\v\f";
    const auto first = text.find_first_not_of(blanks);
    return first == std::string_view::npos
               ? std::string_view{}
               : text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

/// Takes the prefix off. @returns the base that it names
int take_base(std::string_view& text)
{
    if (text.size() < 2 || text[0] != '0') {
        return 10;
    }
    int base = 10;
    switch (text[1]) {
        case 'x':
        case 'X':
            base = 16;
            break;
        case 'o':
        case 'O':
            base = 8;
            break;
        case 'b':
        case 'B':
            base = 2;
            break;
        default:
            return 10;
    }
    text.remove_prefix(2);
    if (text.starts_with('_')) {
        text.remove_prefix(1);  // Python: an underscore may follow the prefix
    }
    return base;
}

}  // namespace

std::optional<std::uint64_t> whole_number(std::string_view text)
{
    text = trimmed(text);
    if (text.starts_with('+')) {
        text.remove_prefix(1);
    }
    const auto base = take_base(text);
    if (text.starts_with('_') || text.ends_with('_') || text.find("__") != std::string_view::npos) {
        return std::nullopt;
    }
    std::string digits{text};
    std::erase(digits, '_');
    if (base == 10 && digits.starts_with('0') &&
        digits.find_first_not_of('0') != std::string::npos) {
        return std::nullopt;  // "012" could be meant as octal
    }
    std::uint64_t number = 0;
    const auto* const end = digits.data() + digits.size();
    const auto [last, why] = std::from_chars(digits.data(), end, number, base);
    if (why != std::errc{} || last != end) {
        return std::nullopt;
    }
    return number;
}

}  // namespace kmp2mqtt::tool
