// SPDX-License-Identifier: Apache-2.0

#include "home/icons.hpp"

#include <algorithm>
#include <array>

namespace kmp2mqtt::home {

namespace {

struct icon_row {
    std::string_view word;  // in the register's name
    std::string_view icon;
};

/// The first row that fits counts. Source of the icons: Material Design Icons, as in Home
/// Assistant 2024.11.
constexpr auto icon_rows = std::to_array<icon_row>({
    {"date", "mdi:calendar"},
    {"_time_", "mdi:clock-outline"},
    {"clock", "mdi:clock-outline"},
    {"cooling_energy", "mdi:snowflake"},
    {"tap_water_energy", "mdi:water-boiler"},
    {"volume_temp", "mdi:sigma"},
    {"temp_diff", "mdi:thermometer-lines"},
    {"temp_t1", "mdi:thermometer-chevron-up"},
    {"temp_t2", "mdi:thermometer-chevron-down"},
    {"heat_energy", "mdi:fire"},
    {"flow_energy", "mdi:pipe"},
    {"return_energy", "mdi:pipe"},
    {"max_flow", "mdi:waves-arrow-up"},
    {"flow_v", "mdi:waves-arrow-right"},
    {"max_power", "mdi:gauge-full"},
    {"min_power", "mdi:gauge-empty"},
    {"power", "mdi:gauge"},
    {"input_", "mdi:pulse"},
    {"volume", "mdi:water"},
    {"mass_", "mdi:weight"},
    {"info", "mdi:information-outline"},
    {"hour_counter", "mdi:timer-outline"},
    {"cop", "mdi:heat-pump-outline"},
    {"battery", "mdi:battery-clock-outline"},
    {"acoustic", "mdi:ear-hearing"},
    {"number", "mdi:identifier"},
    {"_id", "mdi:identifier"},
    {"mbus_", "mdi:identifier"},
    {"checksum", "mdi:chip"},
    {"software", "mdi:chip"},
    {"config", "mdi:cog-outline"},
});

}  // namespace

std::string_view icon_of(std::string_view name) noexcept
{
    const auto* const row = std::ranges::find_if(icon_rows, [name](const auto& each) {
        return name.find(each.word) != std::string_view::npos;
    });
    return row == icon_rows.end() ? std::string_view{} : row->icon;
}

}  // namespace kmp2mqtt::home
