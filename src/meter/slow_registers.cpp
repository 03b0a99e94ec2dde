// SPDX-License-Identifier: Apache-2.0

#include "meter/slow_registers.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include <kmp/registers.hpp>

namespace kmp2mqtt::meter {

namespace {

/// What stands among the settings but moves: clocks, counts of events, extremes of the day, and
/// numbers whose meaning is not known.
constexpr std::array<std::uint16_t, 14> moving{58,  113, 183,  338,  348,  409,  445,
                                               446, 515, 1002, 1003, 1032, 1045, 1047};

bool is_of_long_period(std::string_view name)
{
    return name.ends_with("_month") || name.ends_with("_year");
}

}  // namespace

bool changes_slowly(kmp::register_id id) noexcept
{
    const auto* const known = kmp::find(id);
    if (known == nullptr) {
        return false;
    }
    if (known->nature == kmp::nature::past) {
        return is_of_long_period(known->name);
    }
    return known->nature == kmp::nature::setting &&
           std::ranges::find(moving, static_cast<std::uint16_t>(id)) == moving.end();
}

}  // namespace kmp2mqtt::meter
