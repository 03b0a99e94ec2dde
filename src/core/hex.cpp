// SPDX-License-Identifier: Apache-2.0

#include "core/hex.hpp"

#include "core/log.hpp"

namespace kmp2mqtt::core {

std::string hex_text(std::span<const std::uint8_t> bytes, std::string_view between)
{
    std::string text;
    for (const auto byte : bytes) {
        text += format("{}{:02x}", text.empty() ? "" : between, byte);
    }
    return text;
}

}  // namespace kmp2mqtt::core
