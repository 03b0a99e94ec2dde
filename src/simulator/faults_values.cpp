// SPDX-License-Identifier: Apache-2.0

/// @file
/// Faults of what a meter measures and puts into an answer. Frames stay sound.

#include <algorithm>
#include <array>
#include <utility>
#include <variant>

#include <kmp/registers.hpp>

#include "simulator/faults.hpp"

namespace kmp2mqtt::simulator::faults {
namespace {

using kmp::register_id;

constexpr register_id power_now{80};
constexpr register_id info_code{99};
constexpr register_id info_bits{369};
constexpr register_id info_events{113};

/// How many times so many answers have been given before this one.
std::size_t turns(const moment& now)
{
    return (now.with.answers - 1) / static_cast<unsigned>(now.number);
}

bool is_past(const moment& now)
{
    return now.with.answers > static_cast<unsigned>(now.number);
}

void set_info(entries& values, std::int64_t bits)
{
    for (auto& value : values) {
        if (value.id == info_code || value.id == info_bits) {
            value.amount |= bits;
        }
    }
}

/// What a broken sensor shows: registers, 0.01 °C, bits of the info code.
struct broken_sensor {
    std::array<register_id, 2> shown_in;
    std::int64_t shows;
    std::int64_t info_x03;  ///< technical description of the 403, 5512-1689 p 92
    std::int64_t info_602;  ///< of the 602, 5512-931 p 49; also for the 601 and 402
};

/// 185.00 °C is a sensor that is not connected, 0.00 °C a short circuit (5512-1689 p 94).
constexpr broken_sensor broken_t1{
    .shown_in = {register_id{86}, register_id{398}}, .shows = 18'500, .info_x03 = 8, .info_602 = 8};
constexpr broken_sensor broken_t2{
    .shown_in = {register_id{87}, register_id{399}}, .shows = 0, .info_x03 = 64, .info_602 = 4};

/// Codes that a meter raises one after the other: battery or supply, air, leak.
struct info_row {
    kmp::meter_family family;
    std::array<std::int64_t, 3> codes;
};
constexpr std::array infos{
    info_row{.family = kmp::meter_family::multical_x03, .codes = {2, 256, 4096}},
    info_row{.family = kmp::meter_family::multical_302, .codes = {2, 256, 4096}},
    info_row{.family = kmp::meter_family::multical_402, .codes = {1, 4096, 64}},
    info_row{.family = kmp::meter_family::multical_601, .codes = {1, 4096, 64}},
    info_row{.family = kmp::meter_family::multical_602, .codes = {1, 4096, 64}},
    info_row{.family = kmp::meter_family::multical_62_21,
             .codes = {1, 2, 4}},  // dry, reverse, leak
};

/// One more than a request can ask for.
using nine = std::array<std::uint16_t, kmp::max_registers + 1>;
constexpr nine known_to_heat_meters{1002, 1003, 1004, 1001, 99, 74, 68, 60, 86};
constexpr nine known_to_water_meters{1002, 1003, 1004, 1001, 99, 74, 68, 243, 292};

bool is_x03_like(kmp::meter_family family)
{
    return family == kmp::meter_family::multical_x03 || family == kmp::meter_family::multical_302;
}

}  // namespace

/// GetRegister asks for a register of the others, so that only the ids tell.
void ask_otherwise(kmp::request& asked, const moment& now)
{
    if (now.with.answers % static_cast<unsigned>(now.number) != 0) {
        return;
    }
    if (std::holds_alternative<kmp::get_serial_no_request>(asked)) {
        asked = kmp::get_type_request{};
        return;
    }
    const auto* const registers = std::get_if<kmp::get_register_request>(&asked);
    if (registers == nullptr) {
        asked = kmp::get_serial_no_request{};
        return;
    }
    const bool is_water = now.family == kmp::meter_family::multical_62_21;
    for (const auto number : is_water ? known_to_water_meters : known_to_heat_meters) {
        if (std::ranges::count(registers->registers, register_id{number}) == 0) {
            kmp::get_register_request other;
            other.registers.push_back(register_id{number});
            asked = other;
            return;
        }
    }
}

void leave_out(entries& values, const moment& now)
{
    std::erase_if(values, [&now](const entry& /*value*/) {
        return now.with.luck.between(0.0, 1.0) < now.number;
    });
}

/// No register keeps its place (Sattolo).
void shuffle(entries& values, const moment& now)
{
    for (std::size_t left = values.size(); left > 1; --left) {
        const auto other = now.with.luck.between(0, static_cast<int>(left) - 2);
        std::swap(values[left - 1], values[static_cast<std::size_t>(other)]);
    }
}

void change_unit(entries& values, const moment& now)
{
    if (!is_past(now)) {
        return;
    }
    for (auto& value : values) {
        if (value.what != quantity::energy) {
            continue;
        }
        const bool was_gj = value.as.unit == kmp::unit::gj;
        value.as.unit = was_gj ? kmp::unit::mwh : kmp::unit::gj;
        value.as.decimals = 3;
        value.as.divisor = was_gj ? 3'600'000 : 1'000'000;
    }
}

void restart_counters(entries& values, const moment& now)
{
    if (!is_past(now)) {
        return;
    }
    for (auto& value : values) {
        const auto* const known = kmp::find(value.id);
        if (known != nullptr && known->nature == kmp::nature::counter) {
            value.amount -= now.with.fallen.try_emplace(value.id, value.amount).first->second;
        }
    }
}

/// Sound, T1, sound, T2, and so on.
void break_sensors(entries& values, const moment& now)
{
    const auto phase = turns(now) % 4;
    if (phase % 2 == 0) {
        return;
    }
    const auto& broken = phase == 1 ? broken_t1 : broken_t2;
    for (auto& value : values) {
        if (std::ranges::count(broken.shown_in, value.id) > 0) {
            value.amount = broken.shows;
        } else if (value.id == power_now || value.what == quantity::difference) {
            value.amount = 0;
        }
    }
    set_info(values, is_x03_like(now.family) ? broken.info_x03 : broken.info_602);
}

/// None, the first, none, the second, and so on.
void raise_info(entries& values, const moment& now)
{
    const auto turn = turns(now);
    const auto row = std::ranges::find(infos, now.family, &info_row::family);
    if (turn % 2 == 1 && row != infos.end()) {
        set_info(values, row->codes.at((turn / 2) % row->codes.size()));
    }
    for (auto& value : values) {
        if (value.id == info_events) {
            value.amount += static_cast<std::int64_t>(turn);
        }
    }
}

}  // namespace kmp2mqtt::simulator::faults
