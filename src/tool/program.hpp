// SPDX-License-Identifier: Apache-2.0

/// @file
/// The program kmptool, from its arguments to its exit code.

#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "tool/exit_code.hpp"

namespace kmp2mqtt::tool {

/// Runs one command. Options of the program may stand before or after it.
///
/// @param arguments  without the program's name
/// @param out        takes results
/// @param errors     takes everything else but the log
[[nodiscard]] exit_code run(std::vector<std::string> arguments, std::ostream& out,
                            std::ostream& errors);

}  // namespace kmp2mqtt::tool
