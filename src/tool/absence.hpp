// SPDX-License-Identifier: Apache-2.0

/// @file
/// Why a register that was answered has no value.

#pragma once

#include <string_view>

#include <kmp/value.hpp>

namespace kmp2mqtt::tool {

/// "not set" where the meter sent 0; else "no valid date", "no valid time", "no valid date and
/// time".
///
/// @param of  its kmp::text() is empty, and the meter sent bytes for it
[[nodiscard]] std::string_view absence_text(const kmp::measurement& of) noexcept;

}  // namespace kmp2mqtt::tool
