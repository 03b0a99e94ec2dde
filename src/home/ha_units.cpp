// SPDX-License-Identifier: Apache-2.0

#include "home/ha_units.hpp"

#include <algorithm>
#include <array>

#include "home/published.hpp"

namespace kmp2mqtt::home {

namespace {

struct unit_row {
    kmp::unit code;
    std::string_view unit;
    std::string_view device_class;
    release since{.year = 0, .month = 0};  // first release that takes this unit with this class
};

using enum kmp::unit;

/// Source: Home Assistant's sensor component, releases 2022.11 to 2026.9.
constexpr auto unit_rows = std::to_array<unit_row>({
    {wh, "Wh", "energy"},
    {kwh, "kWh", "energy"},
    {mwh, "MWh", "energy"},
    {gwh, "GWh", "energy", {2024, 12}},
    {j, "J", "energy", {2024, 10}},
    {kj, "kJ", "energy", {2024, 10}},
    {mj, "MJ", "energy", {2023, 2}},
    {gj, "GJ", "energy", {2022, 11}},
    {cal, "cal", "energy", {2024, 10}},
    {kcal, "kcal", "energy", {2024, 10}},
    {mcal, "Mcal", "energy", {2024, 10}},
    {gcal, "Gcal", "energy", {2024, 10}},
    {w, "W", "power"},
    {kw, "kW", "power"},
    {mw, "MW", "power", {2024, 12}},
    {gw, "GW", "power", {2024, 12}},
    {v, "V", "voltage"},
    {a, "A", "current"},
    {celsius, "°C", "temperature"},
    // A difference: as a temperature, 20 K would be shown as -253 °C.
    {kelvin, "K", "temperature_delta", {2025, 11}},
    {litre, "L", "volume"},
    {m3, "m³", "volume"},
    {litre_per_hour, "L/h", "volume_flow_rate", {2025, 5}},
    {m3_per_hour, "m³/h", "volume_flow_rate", {2024, 2}},
    {m3_celsius, "m³·°C", ""},
    {ton, "t", ""},
    {ton_per_hour, "t/h", ""},
    {bar, "bar", "pressure"},
    {hour, "h", "duration"},
    {minute, "min", "duration"},
    {second, "s", "duration"},
    {millisecond, "ms", "duration"},
    {day, "d", "duration"},
    {relative_humidity, "%", ""},
    {oxygen_percent, "%", ""},
});

}  // namespace

ha_unit ha_unit_of(kmp::unit of, release oldest) noexcept
{
    const auto* const row = std::ranges::find(unit_rows, of, &unit_row::code);
    if (row == unit_rows.end()) {
        return {.unit = published_unit(of), .device_class = {}};
    }
    return {.unit = row->unit,
            .device_class = oldest < row->since ? std::string_view{} : row->device_class};
}

bool is_allowed(std::string_view state_class, std::string_view device_class) noexcept
{
    if (device_class.empty() || device_class == "duration") {
        return true;
    }
    const bool is_total =
        device_class == "energy" || device_class == "volume" || device_class == "water";
    return is_total == (state_class != "measurement");
}

}  // namespace kmp2mqtt::home
