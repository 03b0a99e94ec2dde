// SPDX-License-Identifier: Apache-2.0

/// @file
/// Options that name something: "" is what a script passes whose variable is not set.

#pragma once

#include <string>

#include <CLI/CLI.hpp>

namespace kmp2mqtt::tool {

/// Refuses an empty text, which would else mean that the option was not given.
[[nodiscard]] inline CLI::Validator not_empty()
{
    const auto check = [](const std::string& given) {
        return std::string{given.empty() ? "must not be empty; leave the option out" : ""};
    };
    return {check, ""};
}

}  // namespace kmp2mqtt::tool
