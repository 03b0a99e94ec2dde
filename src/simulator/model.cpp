// SPDX-License-Identifier: Apache-2.0

#include "simulator/model.hpp"

#include <algorithm>

namespace kmp2mqtt::simulator {
namespace {

using formats = std::array<format, quantities>;
using kmp::unit;

/// Formats of a model of the x03 generation: MWh with three decimals, short mantissas for what is
/// measured now, as a MULTICAL 403 was seen to answer.
constexpr formats short_mwh{{
    {unit::mwh, 4, 3, 3'600'000},           // energy
    {unit::wh, 4, 0, 3'600},                // energy_high_res
    {unit::kw, 2, 1, 100},                  // power
    {unit::m3, 4, 2, 36'000},               // volume
    {unit::litre, 4, 0, 3'600},             // volume_high_res
    {unit::m3_celsius, 4, 0, 360'000'000},  // volume_temp
    {unit::ton, 4, 2, 36'000},              // mass
    {unit::litre_per_hour, 2, 0, 1},        // flow
    {unit::celsius, 2, 2, 1},               // temperature
    {unit::celsius, 2, 1, 10},              // one_decimal
    {unit::kelvin, 2, 2, 1},                // difference
    {unit::celsius, 1, 0, 100},             // whole_degrees
    {unit::hour, 4, 0, 1},                  // hours
    {unit::day, 2, 0, 1},                   // days
    {unit::number, 4, 0, 1},                // number
    {unit::number, 8, 0, 1},                // long_number
    {unit::number, 4, 0, 1},                // info
    {unit::date, 4, 0, 1},                  // date
    {unit::month_day, 4, 0, 1},             // month_day
    {unit::clock, 4, 0, 1},                 // clock
    {unit::dst_date_time, 7, 0, 1},         // date_time
}};

constexpr formats with(formats base, quantity what, format other)
{
    base[static_cast<std::size_t>(what)] = other;
    return base;
}

constexpr formats with_gj(formats base, std::uint8_t decimals, std::int64_t divisor)
{
    return with(base, quantity::energy, {unit::gj, 4, decimals, divisor});
}

/// The 601 and its relatives write every number in four bytes ([KMP] 4.2).
constexpr formats in_four_bytes(formats base)
{
    for (auto& each : base) {
        each.length = 4;
    }
    return base;
}

constexpr formats fine_volume(formats base)
{
    return with(base, quantity::volume, {unit::m3, 4, 3, 3'600});
}

constexpr formats long_mwh = in_four_bytes(short_mwh);
constexpr formats long_gj = with_gj(long_mwh, 2, 10'000'000);
constexpr formats kwh = with(short_mwh, quantity::energy, {unit::kwh, 4, 0, 3'600'000});
constexpr formats fine_gj = fine_volume(with_gj(short_mwh, 3, 1'000'000));
constexpr formats of_water =
    with(with(fine_volume(short_mwh), quantity::hours, {unit::number, 4, 0, 1}), quantity::info,
         {unit::number, 2, 0, 1});

using namespace std::chrono_literals;

constexpr sleep_habit never{};
/// Half an hour after the last key press or readout, as owners of a 402 report.
constexpr sleep_habit of_402{.after = 30min};
/// 5 to 10 min without a readout, as owners report; 4 s to start: technical description 5512-897.
constexpr sleep_habit of_flowiq{.after = 10min, .start_up = 4s};

const std::array all{
    model{"403", "MULTICAL 403, heat, MWh", 0xF403, kmp::meter_family::multical_x03, false, never,
          short_mwh, heat_registers()},
    model{"603", "MULTICAL 603, heat and cooling, GJ", 0xF603, kmp::meter_family::multical_x03,
          true, never, fine_gj, heat_registers()},
    model{"302", "MULTICAL 302, heat, kWh", 0xF302, kmp::meter_family::multical_302, false, never,
          kwh, heat_registers()},
    model{"402", "MULTICAL 402, heat, GJ", 0xF402, kmp::meter_family::multical_402, false, of_402,
          long_gj, heat_registers()},
    model{"601", "MULTICAL 601, heat, MWh", 0xF601, kmp::meter_family::multical_601, false, never,
          long_mwh, heat_registers()},
    model{"602", "MULTICAL 602, heat and cooling, MWh", 0xF602, kmp::meter_family::multical_602,
          true, never, long_mwh, heat_registers()},
    model{"flowiq", "flowIQ, water", 0xF021, kmp::meter_family::multical_62_21, false, of_flowiq,
          of_water, water_registers()},
};

}  // namespace

std::span<const model> models() noexcept
{
    return all;
}

const model* find_model(std::string_view name) noexcept
{
    const auto* const found = std::ranges::find(all, name, &model::name);
    return found == all.end() ? nullptr : &*found;
}

const register_source* find_source(const model& of, kmp::register_id id) noexcept
{
    const auto* const known = kmp::find(id);
    if (known == nullptr || (known->meters & static_cast<std::uint8_t>(of.family)) == 0) {
        return nullptr;
    }
    const auto found =
        std::ranges::find(of.registers, static_cast<std::uint16_t>(id), &register_source::id);
    return found == of.registers.end() ? nullptr : &*found;
}

}  // namespace kmp2mqtt::simulator
