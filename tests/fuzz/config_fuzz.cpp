// SPDX-License-Identifier: Apache-2.0

/// @file
/// Any text as a configuration: it is accepted, and then always, or refused with problems that name
/// the file.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "bridge/check.hpp"
#include "bridge/config.hpp"
#include "fuzz/require.hpp"

namespace {

using kmp2mqtt::bridge::parse_config;

bool is_one_line(std::string_view text)
{
    return std::ranges::none_of(text, [](char c) { return c == '\n' || c == '\0'; });
}

void check_problems(const kmp2mqtt::bridge::problems& lines)
{
    fuzz::require(!lines.empty());
    for (const auto& line : lines) {
        fuzz::require(line.starts_with("f.toml:"));
        fuzz::require(is_one_line(line));
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes as text
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    const auto first = parse_config(text, "f.toml");
    const auto second = parse_config(text, "f.toml");
    fuzz::require(static_cast<bool>(first) == static_cast<bool>(second));
    if (!first) {
        check_problems(first.error());
        fuzz::require(first.error() == second.error());
        return 0;
    }
    fuzz::require(!first->meters.empty());
    fuzz::require(description_of(*first) == description_of(*second));
    return 0;
}
