// SPDX-License-Identifier: Apache-2.0

#include "tool/time_option.hpp"

#include <array>
#include <cstddef>

#include "core/number.hpp"

namespace kmp2mqtt::tool {
namespace {

namespace chrono = std::chrono;

/// Takes two digits, and the sign before them.
std::optional<unsigned> take_pair(std::string_view& text, std::string_view signs)
{
    constexpr std::size_t size = 3;
    if (text.size() < size || signs.find(text.front()) == std::string_view::npos) {
        return std::nullopt;
    }
    const auto pair = core::parse_number<unsigned>(text.substr(1, 2));
    text.remove_prefix(size);
    return pair;
}

std::optional<chrono::year_month_day> take_date(std::string_view& text)
{
    constexpr std::size_t year_digits = 4;
    const auto year = core::parse_number<unsigned>(text.substr(0, year_digits));
    if (!year || *year < 2000 || *year > 2099) {
        return std::nullopt;
    }
    text.remove_prefix(year_digits);
    const auto month = take_pair(text, "-");
    const auto day = take_pair(text, "-");
    if (!month || !day) {
        return std::nullopt;
    }
    const chrono::year_month_day date{chrono::year{static_cast<int>(*year)}, chrono::month{*month},
                                      chrono::day{*day}};
    return date.ok() ? std::optional{date} : std::nullopt;
}

}  // namespace

std::optional<chrono::local_seconds> read_time(std::string_view text)
{
    const auto date = take_date(text);
    if (!date) {
        return std::nullopt;
    }
    std::array<unsigned, 3> clock{};
    if (!text.empty()) {
        const auto hour = take_pair(text, "T ");
        const auto minute = take_pair(text, ":");
        const auto second = text.empty() ? std::optional{0U} : take_pair(text, ":");
        if (!hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 59) {
            return std::nullopt;
        }
        clock = {*hour, *minute, *second};
    }
    return text.empty() ? std::optional{chrono::local_days{*date} + chrono::hours{clock[0]} +
                                        chrono::minutes{clock[1]} + chrono::seconds{clock[2]}}
                        : std::nullopt;
}

}  // namespace kmp2mqtt::tool
