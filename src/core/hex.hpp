// SPDX-License-Identifier: Apache-2.0

/// @file
/// Bytes as people read them.

#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace kmp2mqtt::core {

/// Two lower case digits a byte: "80 3f 01".
[[nodiscard]] std::string hex_text(std::span<const std::uint8_t> bytes,
                                   std::string_view between = " ");

}  // namespace kmp2mqtt::core
