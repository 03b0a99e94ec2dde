// SPDX-License-Identifier: Apache-2.0

#include "meter/quantity.hpp"

#include <algorithm>
#include <array>
#include <limits>

namespace kmp2mqtt::meter {
namespace {

struct unit_row {
    kmp::unit code;
    dimension measures;
    std::uint64_t factor;  ///< 0: there is nothing to compare it with
};

/// A calorie is 4.1868 J (the international table's); that of one cal is rounded down.
constexpr std::array rows{
    unit_row{kmp::unit::wh, dimension::energy, 3'600'000},
    unit_row{kmp::unit::kwh, dimension::energy, 3'600'000'000},
    unit_row{kmp::unit::mwh, dimension::energy, 3'600'000'000'000},
    unit_row{kmp::unit::gwh, dimension::energy, 3'600'000'000'000'000},
    unit_row{kmp::unit::j, dimension::energy, 1'000},
    unit_row{kmp::unit::kj, dimension::energy, 1'000'000},
    unit_row{kmp::unit::mj, dimension::energy, 1'000'000'000},
    unit_row{kmp::unit::gj, dimension::energy, 1'000'000'000'000},
    unit_row{kmp::unit::cal, dimension::energy, 4'186},
    unit_row{kmp::unit::kcal, dimension::energy, 4'186'800},
    unit_row{kmp::unit::mcal, dimension::energy, 4'186'800'000},
    unit_row{kmp::unit::gcal, dimension::energy, 4'186'800'000'000},
    unit_row{kmp::unit::w, dimension::power, 1},
    unit_row{kmp::unit::kw, dimension::power, 1'000},
    unit_row{kmp::unit::mw, dimension::power, 1'000'000},
    unit_row{kmp::unit::gw, dimension::power, 1'000'000'000},
    unit_row{kmp::unit::litre, dimension::volume, 3'600'000},
    unit_row{kmp::unit::m3, dimension::volume, 3'600'000'000},
    unit_row{kmp::unit::litre_per_hour, dimension::flow, 1},
    unit_row{kmp::unit::m3_per_hour, dimension::flow, 1'000},
    unit_row{kmp::unit::ton, dimension::mass, 3'600'000'000},
    unit_row{kmp::unit::ton_per_hour, dimension::mass_flow, 1'000},
    unit_row{kmp::unit::m3_celsius, dimension::volume_temperature, 3'600'000'000},
    unit_row{kmp::unit::millisecond, dimension::time, 1},
    unit_row{kmp::unit::second, dimension::time, 1'000},
    unit_row{kmp::unit::minute, dimension::time, 60'000},
    unit_row{kmp::unit::hour, dimension::time, 3'600'000},
    unit_row{kmp::unit::day, dimension::time, 86'400'000},
    unit_row{kmp::unit::celsius, dimension::temperature, 0},
    unit_row{kmp::unit::kelvin, dimension::temperature, 0},
    unit_row{kmp::unit::v, dimension::electric, 0},
    unit_row{kmp::unit::kv, dimension::electric, 0},
    unit_row{kmp::unit::a, dimension::electric, 0},
    unit_row{kmp::unit::ka, dimension::electric, 0},
    unit_row{kmp::unit::bar, dimension::pressure, 0},
};

const unit_row* find(kmp::unit code) noexcept
{
    const auto* const row = std::ranges::find(rows, code, &unit_row::code);
    return row == rows.end() ? nullptr : &*row;
}

kmp::decimal without_sign(const kmp::decimal& value)
{
    if (!value.is_negative() || value.is_zero()) {
        return value;
    }
    return kmp::decimal::from_text(value.text().substr(1)).value_or(value);
}

}  // namespace

dimension dimension_of(kmp::unit code) noexcept
{
    if (kmp::info(code).values != kmp::layout::number) {
        return dimension::no_quantity;
    }
    const auto* const row = find(code);
    return row == nullptr ? dimension::unknown : row->measures;
}

std::optional<std::uint64_t> amount(const kmp::decimal& value, kmp::unit code)
{
    const auto* const row = find(code);
    if (row == nullptr || row->factor == 0) {
        return std::nullopt;
    }
    const auto decimals = std::max(-value.exponent(), 0);
    const auto whole = without_sign(value).shifted(decimals).to_integer();
    const auto scaled = whole ? product(*whole, row->factor) : std::nullopt;
    const auto divisor = power_of_ten(decimals);
    if (!scaled) {
        return std::nullopt;
    }
    return divisor ? *scaled / *divisor : 0;
}

std::optional<steps> aligned(const kmp::decimal& first, const kmp::decimal& second)
{
    const auto exponent = std::min(first.exponent(), second.exponent());
    const auto one = first.shifted(-exponent).to_integer();
    const auto other = second.shifted(-exponent).to_integer();
    if (!one || !other) {
        return std::nullopt;
    }
    return steps{.first = *one, .second = *other, .exponent = exponent};
}

std::optional<std::uint64_t> product(std::uint64_t a, std::uint64_t b) noexcept
{
    if (a != 0 && b > std::numeric_limits<std::uint64_t>::max() / a) {
        return std::nullopt;
    }
    return a * b;
}

std::optional<std::uint64_t> power_of_ten(int power) noexcept
{
    if (power < 0) {
        return std::nullopt;
    }
    std::optional<std::uint64_t> result{1};
    for (; power > 0 && result; --power) {
        result = product(*result, 10);
    }
    return result;
}

}  // namespace kmp2mqtt::meter
