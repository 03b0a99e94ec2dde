// SPDX-License-Identifier: Apache-2.0

/// @file
/// Environment variables, read before any thread starts that might change them.

#pragma once

#include <string_view>

namespace kmp2mqtt::core {

/// What the variable holds; empty where it is not set. Good until somebody changes it.
[[nodiscard]] std::string_view variable(const char* name);

}  // namespace kmp2mqtt::core
