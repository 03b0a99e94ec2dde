// SPDX-License-Identifier: Apache-2.0

/// @file
/// Any text as the state of a scan: it is a state that is written and read as the same again, in
/// which each register stands once, or a complaint names the line.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "fuzz/require.hpp"
#include "tool/scan/state.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace kmp2mqtt::tool;
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes as text
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    const auto state = parse_scan_state(text);
    if (!state) {
        fuzz::require(!state.error().empty());
        fuzz::require(state.error().find('\n') == std::string::npos);
        return 0;
    }
    auto registers = state->registers();
    std::ranges::sort(registers);
    fuzz::require(std::ranges::adjacent_find(registers) == registers.end());
    fuzz::require(state->values().size() == state->answered.size());
    const auto written = text_of(*state);
    const auto again = parse_scan_state(written);
    fuzz::require(again && text_of(*again) == written);
    return 0;
}
