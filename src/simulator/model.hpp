// SPDX-License-Identifier: Apache-2.0

/// @file
/// The models that can be simulated: how each writes its values, and which registers it has.

#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include <kmp/message.hpp>
#include <kmp/registers.hpp>
#include <kmp/unit.hpp>

#include "simulator/house.hpp"
#include "simulator/sleep.hpp"

namespace kmp2mqtt::simulator {

/// What a register holds, in the unit that it is computed in.
enum class quantity : std::uint8_t {
    energy,           ///< joules
    energy_high_res,  ///< joules
    power,            ///< watts
    volume,           ///< 1/3600 of a litre, as counters::volume
    volume_high_res,  ///< the same
    volume_temp,      ///< 1/3600 of a litre x 0.01 °C
    mass,             ///< 1/3600 of a kilogram
    flow,             ///< litres per hour
    temperature,      ///< 0.01 °C
    one_decimal,      ///< 0.01 °C, written with one decimal
    difference,       ///< 0.01 K
    whole_degrees,    ///< 0.01 °C, written without decimals in one byte
    hours,
    days,
    number,
    long_number,
    info,       ///< bits
    date,       ///< yymmdd in decimal
    month_day,  ///< mmdd in decimal
    clock,      ///< hhmmss in decimal
    date_time,  ///< 7 bytes: DST minutes, year, month, day, hour, minute, second
};
inline constexpr std::size_t quantities = 21;

/// How a model writes a quantity.
struct format {
    kmp::unit unit{kmp::unit::none};
    std::uint8_t length{4};    ///< of the mantissa, in bytes
    std::uint8_t decimals{0};  ///< places after the point
    std::int64_t divisor{1};   ///< mantissa = quantity / divisor
};

/// What a register is computed from.
struct subject {
    const house& home;
    std::uint32_t serial{0};
    meter_time now;
};

/// A register that the simulator can compute.
struct register_source {
    std::uint16_t id;
    quantity what;
    std::int64_t (*read)(const subject&);
};

/// What a model is. A register is answered if it stands in `registers` and the register table
/// knows it for the family.
struct model {
    std::string_view name;  ///< "403"
    std::string_view description;
    std::uint16_t type;  ///< answer to GetType; invented: Kamstrup's codes are not public
    kmp::meter_family family;
    bool has_cooling;
    sleep_habit sleep;
    std::array<format, quantities> formats;
    std::span<const register_source> registers;
};

/// Whether it measures water alone: no energy, no sensors of temperature that can fail.
[[nodiscard]] constexpr bool is_water_meter(const model& which) noexcept
{
    return which.family == kmp::meter_family::multical_62_21;
}

/// Answer to GetType: software S1, S for simulated.
inline constexpr std::uint16_t revision = 0x1301;

[[nodiscard]] std::span<const model> models() noexcept;

/// nullptr: no such model.
[[nodiscard]] const model* find_model(std::string_view name) noexcept;

/// The source of a register, or nullptr if the model lacks it.
[[nodiscard]] const register_source* find_source(const model& of, kmp::register_id id) noexcept;

/// Registers of heat meters and of water meters, by rising number.
[[nodiscard]] std::span<const register_source> heat_registers() noexcept;
[[nodiscard]] std::span<const register_source> water_registers() noexcept;

}  // namespace kmp2mqtt::simulator
