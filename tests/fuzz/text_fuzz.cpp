// SPDX-License-Identifier: Apache-2.0

/// @file
/// Any text as a duration, a number, a register's name: what is accepted is written as the same
/// again.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <kmp/decimal.hpp>
#include <kmp/registers.hpp>

#include "core/duration.hpp"
#include "fuzz/require.hpp"

namespace {

using namespace kmp2mqtt;

void check_duration(std::string_view text)
{
    if (const auto span = core::parse_duration(text)) {
        fuzz::require(core::parse_duration(core::duration_text(*span)) == span);
    }
}

void check_decimal(std::string_view text)
{
    const auto number = kmp::decimal::from_text(text);
    if (!number) {
        return;
    }
    const auto written = number->text();
    const auto again = kmp::decimal::from_text(written);
    fuzz::require(again && again->text() == written);
    fuzz::require(number->shifted(3).shifted(-3) == *number);
    // Only a zero loses its sign.
    fuzz::require(again->is_negative() == (number->is_negative() && !number->is_zero()));
}

void check_register(std::string_view text)
{
    if (const auto id = kmp::find_register(text)) {
        fuzz::require(kmp::find_register(kmp::name_of(*id)) == id);
    } else {
        const auto near = kmp::nearest_name(text);
        fuzz::require(near.empty() || kmp::find_register(near).has_value());
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes as text
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    check_duration(text);
    check_decimal(text);
    check_register(text);
    return 0;
}
