// SPDX-License-Identifier: Apache-2.0

#include "bridge/findings.hpp"

#include <cstddef>

#include "core/log.hpp"

namespace kmp2mqtt::bridge {

namespace {

/// Foreign text must not begin a line of its own, nor reach a terminal's controls.
std::string one_line(std::string_view text)
{
    std::string result;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || byte == 0x7F) {
            result += core::format("\\x{:02x}", byte);
        } else {
            result += c;
        }
    }
    return result;
}

}  // namespace

std::string in_quotes(std::string_view text)
{
    constexpr std::size_t longest = 60;
    if (text.size() <= longest) {
        return core::format("\"{}\"", text);
    }
    auto end = longest;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
        --end;
    }
    return core::format("\"{}...\"", text.substr(0, end));
}

void findings::problem(place where, std::string_view key, std::string_view text)
{
    problems_.emplace(where, one_line(core::format("{}: {}", key, text)));
}

void findings::warning(place where, std::string_view key, std::string_view text)
{
    warnings_.emplace(where, one_line(core::format("{}: {}", key, text)));
}

std::vector<std::string> findings::lines(const found& of) const
{
    std::vector<std::string> result;
    for (const auto& [where, text] : of) {
        result.push_back(core::format("{}:{}:{}: {}", file_, where.line, where.column, text));
    }
    return result;
}

}  // namespace kmp2mqtt::bridge
