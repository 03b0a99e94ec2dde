// SPDX-License-Identifier: Apache-2.0

/// @file
/// Any bytes at the beginning of a connection, one after the other: what is told a refusal could
/// become one until then, what could not never does, and no frame of a meter is taken for one.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "fuzz/require.hpp"
#include "link/refusal.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace kmp2mqtt::link;
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes as text
    const std::string_view all{reinterpret_cast<const char*>(data), size};
    constexpr char frame_start = '\x40';
    bool is_possible = true;
    bool is_refusal = false;
    for (std::size_t length = 0; length <= size; ++length) {
        const auto beginning = all.substr(0, length);
        const auto found = find_refusal(beginning);
        fuzz::require(!is_refusal || found);
        fuzz::require(!found || is_refusal || is_possible);
        fuzz::require(!found || (!found->text.empty() && !beginning.starts_with(frame_start)));
        is_refusal = found.has_value();
        is_possible = may_become_refusal(beginning);
        fuzz::require(length > 0 || is_possible);
    }
    return 0;
}
