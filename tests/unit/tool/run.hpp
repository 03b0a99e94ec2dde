// SPDX-License-Identifier: Apache-2.0

/// @file
/// The program, run in the test.

#pragma once

#include <sstream>
#include <string>
#include <vector>

#include "tool/program.hpp"

namespace tool_test {

struct outcome {
    kmp2mqtt::tool::exit_code code;
    std::string out;
    std::string errors;
};

inline outcome run(std::vector<std::string> arguments)
{
    std::ostringstream out;
    std::ostringstream errors;
    const auto code = kmp2mqtt::tool::run(std::move(arguments), out, errors);
    return {code, out.str(), errors.str()};
}

inline bool contains(const std::string& text, const char* part)
{
    return text.find(part) != std::string::npos;
}

}  // namespace tool_test
