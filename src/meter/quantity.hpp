// SPDX-License-Identifier: Apache-2.0

/// @file
/// What a unit measures, and whole numbers to compare amounts of it by. Pure.

#pragma once

#include <cstdint>
#include <optional>

#include <kmp/decimal.hpp>
#include <kmp/unit.hpp>

namespace kmp2mqtt::meter {

enum class dimension : std::uint8_t {
    unknown,  ///< no unit, a bare number, a code that nobody documented
    energy,
    power,
    volume,
    flow,
    mass,
    mass_flow,
    volume_temperature,  ///< m³ times °C
    temperature,
    time,
    electric,
    pressure,
    no_quantity,  ///< a date, a clock, characters, bits
};

[[nodiscard]] dimension dimension_of(kmp::unit code) noexcept;

/// |value|, rounded down, in what is one of these for each dimension: mJ, W, l·ms/h (also of mass:
/// a litre of water weighs a kilogram at most), l/h, l·ms/h·°C, ms. So a limit in W, l/h or
/// l/h·°C times milliseconds is such an amount too.
///
/// @returns std::nullopt for other dimensions, and for what 64 bits cannot hold
[[nodiscard]] std::optional<std::uint64_t> amount(const kmp::decimal& value, kmp::unit code);

/// Two numbers that are not negative, in steps of the finer one's last digit.
struct steps {
    std::uint64_t first;
    std::uint64_t second;
    int exponent;  ///< a step is 10^exponent
};

/// @returns std::nullopt if one is negative, or too large for 64 bits
[[nodiscard]] std::optional<steps> aligned(const kmp::decimal& first, const kmp::decimal& second);

/// a * b, or std::nullopt where 64 bits are too few.
[[nodiscard]] std::optional<std::uint64_t> product(std::uint64_t a, std::uint64_t b) noexcept;

/// 10^power, or std::nullopt where 64 bits are too few or it is a fraction.
[[nodiscard]] std::optional<std::uint64_t> power_of_ten(int power) noexcept;

}  // namespace kmp2mqtt::meter
