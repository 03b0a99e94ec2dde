// SPDX-License-Identifier: Apache-2.0

/// @file
/// The registers that are known: number, name, label, meaning. One row a register.
///
/// Names are also JSON keys and never change. A meter may answer registers that are not here.

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <kmp/message.hpp>

namespace kmp {

/// What a register's value is over time.
enum class nature : std::uint8_t {
    counter,           ///< only grows, but for a new meter
    wrapping_counter,  ///< high resolution; starts anew at a limit
    present,           ///< measured now: a flow, a temperature, a power
    difference,        ///< of two counters: may grow and fall
    past,              ///< an extreme or average of a month, a year: not the present
    setting,           ///< identity, configuration, a date
    info,              ///< bits that say what is wrong with the meter
};

/// The meters that a register was seen on, or is documented for, as bits of register_info::meters.
enum class meter_family : std::uint8_t {
    multical_601 = 1,
    multical_801 = 2,
    multical_602 = 4,
    multical_402 = 8,
    multical_302 = 16,
    multical_x03 = 32,    ///< 303, 403, 603, 803
    multical_62_21 = 64,  ///< water: MULTICAL 62, 21, flowIQ
    electricity = 128,
};

/// What is known of a register.
struct register_info {
    register_id id{};
    std::string_view name;          ///< "heat_energy_e1": [a-z0-9_]+, for configurations and JSON
    std::string_view label;         ///< "Heat energy": for people
    std::string_view typical_unit;  ///< as meters usually answer; the answer decides. May be empty
    kmp::nature nature{nature::setting};
    std::uint8_t meters{0};        ///< bits of meter_family
    std::string_view description;  ///< a sentence's worth, with its doubts
};

/// All known registers, by rising number.
[[nodiscard]] std::span<const register_info> known_registers() noexcept;

/// The row of `id`, or nullptr.
[[nodiscard]] const register_info* find(register_id id) noexcept;

/// The register with that name; "register_<number>" names any register, 0 to 65535.
[[nodiscard]] std::optional<register_id> find_register(std::string_view name) noexcept;

/// The name in the table, else "register_<number>".
[[nodiscard]] std::string name_of(register_id id);

/// The label in the table, else "Register <number>".
[[nodiscard]] std::string label_of(register_id id);

/// The known name nearest to a mistyped one, for a suggestion; empty if none is near.
[[nodiscard]] std::string_view nearest_name(std::string_view name) noexcept;

}  // namespace kmp
