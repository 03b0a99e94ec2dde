// SPDX-License-Identifier: Apache-2.0

/// @file
/// The icons of registers, one row a family.

#pragma once

#include <string_view>

namespace kmp2mqtt::home {

/// "mdi:fire"; empty where Home Assistant's own for the device class says as much.
///
/// @param name  of the register
[[nodiscard]] std::string_view icon_of(std::string_view name) noexcept;

}  // namespace kmp2mqtt::home
