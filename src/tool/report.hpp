// SPDX-License-Identifier: Apache-2.0

/// @file
/// What went wrong, in one line and in the exit code.

#pragma once

#include <iosfwd>
#include <string_view>

#include "core/failure.hpp"
#include "tool/exit_code.hpp"

namespace kmp2mqtt::tool {

[[nodiscard]] exit_code code_of(core::cause why) noexcept;

/// Writes "kmptool: " and the text as one line, with what to try next where it does not say so.
///
/// @returns code_of(why.why)
exit_code report(const core::failure& why, std::ostream& errors);

/// What to try where the port is the matter and the text names only the fault; else empty: for the
/// meter's faults the session says it.
[[nodiscard]] std::string_view next_step(core::cause why) noexcept;

/// @returns exit_code::usage
exit_code report_usage(std::string_view what, std::ostream& errors);

}  // namespace kmp2mqtt::tool
