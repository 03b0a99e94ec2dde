// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "fuzz/require.hpp"
#include "simulator/recording.hpp"

/// Whatever a file holds, it is a recording whose parts follow their requests, or one line says
/// where it is none.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes as text
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    const auto all = kmp2mqtt::simulator::parse_recording(text, "f.txt");
    if (!all) {
        fuzz::require(all.error().starts_with("f.txt:"));
        fuzz::require(all.error().find('\n') == std::string_view::npos);
        return 0;
    }
    for (const auto& answer : *all) {
        fuzz::require(!answer.request.empty());
        auto last = kmp2mqtt::core::clock::duration::zero();
        for (const auto& part : answer.parts) {
            fuzz::require(part.after >= last);
            fuzz::require(!part.bytes.empty() || &part == &answer.parts.back());
            last = part.after;
        }
    }
    return 0;
}
