// SPDX-License-Identifier: Apache-2.0

/// @file
/// Runs a program of the user's and waits for its end, without a shell.

#pragma once

#include <chrono>
#include <string>
#include <vector>

#include <asio/awaitable.hpp>

#include <kmp/result.hpp>

#include "core/clock.hpp"

namespace kmp2mqtt::core {

/// Why a program did not do what it was run for: one line.
using program_result = kmp::result<kmp::done, std::string>;

/// Runs `command` and ends when it has: with 0, else that is an error. It gets nothing to read and
/// none of our open files; what it writes becomes debug lines of the log that begin with `whose`.
///
/// After `patience`, and when cancelled, it is killed with all that it started in its process
/// group; what it leaves running there when it ends by itself is killed too.
///
/// @param command  a path and its arguments; at least the path
[[nodiscard]] asio::awaitable<program_result> run_program(clock& time,
                                                          std::vector<std::string> command,
                                                          std::chrono::milliseconds patience,
                                                          std::string whose);

}  // namespace kmp2mqtt::core
