// SPDX-License-Identifier: Apache-2.0

/// @file
/// What is wrong with a command line, and what would be right.

#pragma once

#include <string>

#include <CLI/CLI.hpp>

namespace kmp2mqtt::tool {

/// @param program  after it parsed
/// @param found    what it threw
/// @returns a sentence that names the word that is wrong, and the nearest one that is known; empty
///          if `found` is help or version, as asked for
[[nodiscard]] std::string usage_error(const CLI::App& program, const CLI::ParseError& found);

}  // namespace kmp2mqtt::tool
