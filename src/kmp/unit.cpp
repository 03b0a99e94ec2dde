// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <array>
#include <cstddef>

#include <kmp/unit.hpp>

namespace kmp {
namespace {

constexpr auto known = std::to_array<unit_info>({
    {unit::none, ""},
    {unit::wh, "Wh"},
    {unit::kwh, "kWh"},
    {unit::mwh, "MWh"},
    {unit::gwh, "GWh"},
    {unit::j, "J"},
    {unit::kj, "kJ"},
    {unit::mj, "MJ"},
    {unit::gj, "GJ"},
    {unit::cal, "cal"},
    {unit::kcal, "kcal"},
    {unit::mcal, "Mcal"},
    {unit::gcal, "Gcal"},
    {unit::varh, "varh"},
    {unit::kvarh, "kvarh"},
    {unit::mvarh, "Mvarh"},
    {unit::gvarh, "Gvarh"},
    {unit::vah, "VAh"},
    {unit::kvah, "kVAh"},
    {unit::mvah, "MVAh"},
    {unit::gvah, "GVAh"},
    {unit::w, "W"},
    {unit::kw, "kW"},
    {unit::mw, "MW"},
    {unit::gw, "GW"},
    {unit::var, "var"},
    {unit::kvar, "kvar"},
    {unit::mvar, "Mvar"},
    {unit::gvar, "Gvar"},
    {unit::va, "VA"},
    {unit::kva, "kVA"},
    {unit::mva, "MVA"},
    {unit::gva, "GVA"},
    {unit::v, "V"},
    {unit::a, "A"},
    {unit::kv, "kV"},
    {unit::ka, "kA"},
    {unit::celsius, "°C"},
    {unit::kelvin, "K"},
    {unit::litre, "l"},
    {unit::m3, "m³"},
    {unit::litre_per_hour, "l/h"},
    {unit::m3_per_hour, "m³/h"},
    {unit::m3_celsius, "m³×°C"},
    {unit::ton, "ton"},
    {unit::ton_per_hour, "ton/h"},
    {unit::hour, "h"},
    {unit::clock, "hh:mm:ss", layout::clock},
    {unit::date, "yy:mm:dd", layout::date},
    {unit::long_date, "yyyy:mm:dd", layout::long_date},
    {unit::month_day, "mm:dd", layout::month_day},
    {unit::number, "number"},
    {unit::bar, "bar"},
    {unit::rtc, "RTC", layout::rtc},
    {unit::ascii, "ASCII", layout::ascii},
    {unit::m3_x10, "m³×10", layout::number, unit::m3, 1},
    {unit::ton_x10, "ton×10", layout::number, unit::ton, 1},
    {unit::gj_x10, "GJ×10", layout::number, unit::gj, 1},
    {unit::minute, "min"},
    {unit::bit_field, "bitfield", layout::bits},
    {unit::second, "s"},
    {unit::millisecond, "ms"},
    {unit::day, "days"},
    {unit::rtc_q, "RTC-Q", layout::undecoded},
    {unit::date_time, "datetime", layout::undecoded},
    {unit::pulses_per_litre, "imp/l"},
    {unit::litres_per_pulse, "l/imp"},
    {unit::dst_date_time, "datetime+DST", layout::dst_date_time},
    {unit::relative_humidity, "%RH"},
    {unit::oxygen_percent, "%O2"},
    {unit::metre_per_second, "m/s"},
    {unit::kj_per_kg, "kJ/kg"},
    {unit::ph, "pH"},
    {unit::g_per_kg, "g/kg"},
});

/// A row for every byte, so that looking up needs no search.
constexpr auto rows = [] {
    std::array<unit_info, 256> table{};
    for (std::size_t code = 0; code < table.size(); ++code) {
        table[code] = {.code = static_cast<unit>(code), .symbol = ""};
    }
    for (const auto& row : known) {
        table[static_cast<std::size_t>(row.code)] = row;
    }
    return table;
}();

}  // namespace

const unit_info& info(unit code) noexcept
{
    return rows[static_cast<std::size_t>(code)];
}

bool is_known(unit code) noexcept
{
    return std::ranges::find(known, code, &unit_info::code) != known.end();
}

std::string_view symbol(unit code) noexcept
{
    return info(code).symbol;
}

}  // namespace kmp
