// SPDX-License-Identifier: Apache-2.0

/// @file
/// Numbers as people write them.

#pragma once

#include <charconv>
#include <optional>
#include <string_view>
#include <system_error>

namespace kmp2mqtt::core {

/// A whole number that fills the text; std::nullopt for anything else, and what T cannot hold.
template <class T>
[[nodiscard]] std::optional<T> parse_number(std::string_view text, int base = 10)
{
    T number{};
    const auto [end, why] = std::from_chars(text.data(), text.data() + text.size(), number, base);
    if (why != std::errc{} || end != text.data() + text.size()) {
        return std::nullopt;
    }
    return number;
}

}  // namespace kmp2mqtt::core
