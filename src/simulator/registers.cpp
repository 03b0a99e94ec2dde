// SPDX-License-Identifier: Apache-2.0

#include <array>

#include "simulator/model.hpp"

namespace kmp2mqtt::simulator {
namespace {

using std::chrono::local_days;
using enum quantity;

/// 10 MWh in joules: where energy of high resolution starts anew.
constexpr std::int64_t high_res_limit = 36'000'000'000;

std::int64_t yymmdd(local_days day)
{
    const std::chrono::year_month_day date{day};
    return (static_cast<int>(date.year()) % 100) * std::int64_t{10'000} +
           static_cast<unsigned>(date.month()) * std::int64_t{100} +
           static_cast<unsigned>(date.day());
}

local_days day_of(meter_time when)
{
    return std::chrono::floor<std::chrono::days>(when);
}

std::int64_t hhmmss(const subject& of)
{
    const std::chrono::hh_mm_ss time{of.now - day_of(of.now)};
    return time.hours().count() * 10'000 + time.minutes().count() * 100 + time.seconds().count();
}

std::int64_t packed_date_time(const subject& of)
{
    const std::chrono::year_month_day date{day_of(of.now)};
    const std::chrono::hh_mm_ss time{of.now - day_of(of.now)};
    std::int64_t packed = 0;
    for (const std::int64_t part :
         {std::int64_t{static_cast<int>(date.year()) % 100},
          std::int64_t{static_cast<unsigned>(date.month())},
          std::int64_t{static_cast<unsigned>(date.day())}, std::int64_t{time.hours().count()},
          std::int64_t{time.minutes().count()}, std::int64_t{time.seconds().count()}}) {
        packed = packed * 256 + part;
    }
    return packed;
}

std::int64_t hours_since_installed(const subject& of)
{
    return std::chrono::floor<std::chrono::hours>(of.now - of.home.installed()).count();
}

/// Our choice: a battery of 16 years.
std::int64_t battery_days(const subject& of)
{
    return std::int64_t{16} * 365 - (day_of(of.now) - of.home.installed()).count();
}

std::int64_t average_t1(const subject& of, const period& span)
{
    const auto volume = of.home.totals().volume - span.volume_before;
    return volume == 0 ? 0 : (of.home.totals().volume_t1 - span.volume_t1_before) / volume;
}

std::int64_t average_t2(const subject& of, const period& span)
{
    const auto volume = of.home.totals().volume - span.volume_before;
    return volume == 0 ? 0 : (of.home.totals().volume_t2 - span.volume_t2_before) / volume;
}

std::int64_t average(std::int64_t sum, const period& span)
{
    return span.steps == 0 ? 0 : sum / span.steps;
}

std::int64_t zero(const subject& /*of*/)
{
    return 0;
}

std::int64_t serial_number(const subject& of)
{
    return of.serial;
}

/// Sixteen digits, of which register 1010 has the last eight.
std::int64_t customer_number(const subject& of)
{
    return std::int64_t{4'711'000'000'000'000} + (of.serial % 100'000'000);
}

// clang-format off
constexpr std::array heat{
    register_source{60, energy, [](const subject& of) { return of.home.totals().heat; }},
    register_source{61, energy, [](const subject& of) { return of.home.totals().volume_t1 * heat_capacity / 10'000; }},
    register_source{62, energy, [](const subject& of) { return of.home.totals().volume_t2 * heat_capacity / 10'000; }},
    register_source{63, energy, [](const subject& of) { return of.home.totals().cooling; }},
    register_source{68, volume, [](const subject& of) { return of.home.totals().volume; }},
    register_source{72, mass, [](const subject& of) { return of.home.totals().volume * 98 / 100; }},
    register_source{74, flow, [](const subject& of) { return std::int64_t{of.home.present().flow}; }},
    register_source{80, power, [](const subject& of) { return std::int64_t{of.home.present().power}; }},
    register_source{84, volume, [](const subject& of) { return of.home.totals().tap_volume; }},
    register_source{85, volume, zero},
    register_source{86, temperature, [](const subject& of) { return std::int64_t{of.home.present().t1}; }},
    register_source{87, temperature, [](const subject& of) { return std::int64_t{of.home.present().t2}; }},
    register_source{89, difference, [](const subject& of) { return std::int64_t{of.home.present().t1 - of.home.present().t2}; }},
    register_source{97, volume_temp, [](const subject& of) { return of.home.totals().volume_t1; }},
    register_source{98, month_day, [](const subject&) { return std::int64_t{1231}; }},
    register_source{99, info, zero},
    register_source{110, volume_temp, [](const subject& of) { return of.home.totals().volume_t2; }},
    register_source{112, number, [](const subject& of) { return customer_number(of) / 100'000'000; }},
    register_source{113, number, zero},
    register_source{123, date, [](const subject& of) { return yymmdd(of.home.year().flow.largest().date); }},
    register_source{124, flow, [](const subject& of) { return std::int64_t{of.home.year().flow.largest().value}; }},
    register_source{125, date, [](const subject& of) { return yymmdd(of.home.year().flow.smallest().date); }},
    register_source{126, flow, [](const subject& of) { return std::int64_t{of.home.year().flow.smallest().value}; }},
    register_source{127, date, [](const subject& of) { return yymmdd(of.home.year().power.largest().date); }},
    register_source{128, power, [](const subject& of) { return std::int64_t{of.home.year().power.largest().value}; }},
    register_source{129, date, [](const subject& of) { return yymmdd(of.home.year().power.smallest().date); }},
    register_source{130, power, [](const subject& of) { return std::int64_t{of.home.year().power.smallest().value}; }},
    register_source{138, date, [](const subject& of) { return yymmdd(of.home.month().flow.largest().date); }},
    register_source{139, flow, [](const subject& of) { return std::int64_t{of.home.month().flow.largest().value}; }},
    register_source{140, date, [](const subject& of) { return yymmdd(of.home.month().flow.smallest().date); }},
    register_source{141, flow, [](const subject& of) { return std::int64_t{of.home.month().flow.smallest().value}; }},
    register_source{142, date, [](const subject& of) { return yymmdd(of.home.month().power.largest().date); }},
    register_source{143, power, [](const subject& of) { return std::int64_t{of.home.month().power.largest().value}; }},
    register_source{144, date, [](const subject& of) { return yymmdd(of.home.month().power.smallest().date); }},
    register_source{145, power, [](const subject& of) { return std::int64_t{of.home.month().power.smallest().value}; }},
    register_source{146, temperature, [](const subject& of) { return average_t1(of, of.home.year()); }},
    register_source{147, temperature, [](const subject& of) { return average_t2(of, of.home.year()); }},
    register_source{149, temperature, [](const subject& of) { return average_t1(of, of.home.month()); }},
    register_source{150, temperature, [](const subject& of) { return average_t2(of, of.home.month()); }},
    register_source{153, number, [](const subject&) { return std::int64_t{40'200}; }},
    register_source{155, energy_high_res, [](const subject& of) { return of.home.totals().heat % high_res_limit; }},
    register_source{168, number, [](const subject&) { return std::int64_t{450'000}; }},
    register_source{175, hours, zero},
    register_source{223, volume_high_res, [](const subject& of) { return of.home.totals().volume; }},
    register_source{239, volume_high_res, [](const subject& of) { return of.home.totals().volume; }},
    register_source{266, energy_high_res, [](const subject& of) { return of.home.totals().heat % high_res_limit; }},
    register_source{267, energy_high_res, [](const subject& of) { return of.home.totals().cooling % high_res_limit; }},
    register_source{347, long_number, customer_number},
    register_source{348, date_time, packed_date_time},
    register_source{369, info, zero},
    register_source{398, one_decimal, [](const subject& of) { return std::int64_t{of.home.present().t1}; }},
    register_source{399, one_decimal, [](const subject& of) { return std::int64_t{of.home.present().t2}; }},
    register_source{1001, number, serial_number},
    register_source{1002, quantity::clock, hhmmss},
    register_source{1003, date, [](const subject& of) { return yymmdd(day_of(of.now)); }},
    register_source{1004, hours, hours_since_installed},
    register_source{1005, number, [](const subject&) { return std::int64_t{revision}; }},
    register_source{1010, number, [](const subject& of) { return customer_number(of) % 100'000'000; }},
};

constexpr std::array water{
    register_source{68, volume, [](const subject& of) { return of.home.totals().tap_volume; }},
    register_source{74, flow, [](const subject& of) { return std::int64_t{of.home.present().tap_flow}; }},
    register_source{99, info, zero},
    register_source{241, flow, [](const subject& of) { return std::int64_t{of.home.day().tap_flow.largest().value}; }},
    register_source{242, flow, [](const subject& of) { return std::int64_t{of.home.day().tap_flow.smallest().value}; }},
    register_source{243, volume, zero},
    register_source{292, whole_degrees, [](const subject& of) { return std::int64_t{of.home.present().tap_temp}; }},
    register_source{293, whole_degrees, [](const subject& of) { return std::int64_t{of.home.month().tap_temp.smallest().value}; }},
    register_source{294, whole_degrees, [](const subject& of) { return std::int64_t{of.home.month().tap_temp.largest().value}; }},
    register_source{295, whole_degrees, [](const subject& of) { return average(of.home.month().tap_temp_sum, of.home.month()); }},
    register_source{296, whole_degrees, [](const subject& of) { return std::int64_t{of.home.day().tap_temp.smallest().value}; }},
    register_source{297, whole_degrees, [](const subject& of) { return std::int64_t{of.home.day().tap_temp.largest().value}; }},
    register_source{298, whole_degrees, [](const subject& of) { return average(of.home.day().tap_temp_sum, of.home.day()); }},
    register_source{299, whole_degrees, [](const subject& of) { return std::int64_t{of.home.present().room_temp}; }},
    register_source{300, whole_degrees, [](const subject& of) { return std::int64_t{of.home.month().room_temp.smallest().value}; }},
    register_source{301, whole_degrees, [](const subject& of) { return std::int64_t{of.home.month().room_temp.largest().value}; }},
    register_source{302, whole_degrees, [](const subject& of) { return average(of.home.month().room_temp_sum, of.home.month()); }},
    register_source{303, whole_degrees, [](const subject& of) { return std::int64_t{of.home.day().room_temp.smallest().value}; }},
    register_source{304, whole_degrees, [](const subject& of) { return std::int64_t{of.home.day().room_temp.largest().value}; }},
    register_source{305, whole_degrees, [](const subject& of) { return average(of.home.day().room_temp_sum, of.home.day()); }},
    register_source{582, days, battery_days},
    register_source{1001, number, serial_number},
    register_source{1002, quantity::clock, hhmmss},
    register_source{1003, date, [](const subject& of) { return yymmdd(day_of(of.now)); }},
    register_source{1004, hours, hours_since_installed},
};
// clang-format on

}  // namespace

std::span<const register_source> heat_registers() noexcept
{
    return heat;
}

std::span<const register_source> water_registers() noexcept
{
    return water;
}

}  // namespace kmp2mqtt::simulator
