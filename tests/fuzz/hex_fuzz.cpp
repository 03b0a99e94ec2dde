// SPDX-License-Identifier: Apache-2.0

/// @file
/// Any text as hex: its bytes know their lines, or the complaint is one line that names one.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "fuzz/require.hpp"
#include "tool/decode/hex_input.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes as text
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    const auto lines = static_cast<std::size_t>(std::ranges::count(text, '\n')) + 1;
    const auto input = kmp2mqtt::tool::read_hex(text);
    if (!input) {
        const auto& problem = input.error();
        fuzz::require(problem.line >= 1 && problem.line <= lines && !problem.text.empty());
        fuzz::require(problem.text.find('\n') == std::string::npos);
        return 0;
    }
    for (const auto& part : input->stretches) {
        fuzz::require(!part.bytes.empty() && !part.origins.empty());
        std::size_t last = 0;
        for (std::size_t at = 0; at < part.bytes.size(); ++at) {
            const auto line = part.line_of(at);
            fuzz::require(line >= std::max<std::size_t>(last, 1) && line <= lines);
            last = line;
        }
    }
    return 0;
}
