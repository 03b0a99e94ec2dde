// SPDX-License-Identifier: Apache-2.0

/// @file
/// Options that hold a whole number.

#pragma once

#include <cstdint>
#include <string>

#include <CLI/CLI.hpp>

#include "core/log.hpp"
#include "tool/whole_number.hpp"

namespace kmp2mqtt::tool {

/// Refuses what is no whole_number() from `least` to `most`, and says these; the library alone
/// names no range, and takes what does not fit 64 bits for the largest number there is. For
/// transform(), not check(): it rewrites the number as the library reads it.
[[nodiscard]] inline CLI::Validator number_range(std::uint64_t least, std::uint64_t most)
{
    const auto check = [least, most](std::string& given) {
        const auto number = whole_number(given);
        if (!number || *number < least || *number > most) {
            return core::format("must be a number from {} to {}, not {}", least, most, given);
        }
        given = std::to_string(*number);
        return std::string{};
    };
    return {check, ""};
}

}  // namespace kmp2mqtt::tool
