// SPDX-License-Identifier: Apache-2.0

#include "home/register_entity.hpp"

#include <algorithm>
#include <array>

#include <kmp/registers.hpp>
#include <kmp/unit.hpp>

#include "home/ha_units.hpp"
#include "home/icons.hpp"
#include "home/topics.hpp"
#include "json/text.hpp"

namespace kmp2mqtt::home {

namespace {

/// Registers that count what hangs on a pulse input: water, if they count a volume.
constexpr std::array pulse_inputs{kmp::register_id{84}, kmp::register_id{85}, kmp::register_id{224},
                                  kmp::register_id{225}};

/// Differences of temperatures; some meters send them in °C.
constexpr std::array temperature_differences{kmp::register_id{89}, kmp::register_id{400}};

template <std::size_t Count>
bool is_one_of(const std::array<kmp::register_id, Count>& registers, kmp::register_id id)
{
    return std::ranges::find(registers, id) != registers.end();
}

kmp::nature nature_of(kmp::register_id id)
{
    const auto* const known = kmp::find(id);
    return known == nullptr ? kmp::nature::setting : known->nature;
}

std::string_view state_class_of(kmp::nature nature)
{
    switch (nature) {
        case kmp::nature::counter:
        case kmp::nature::wrapping_counter:  // a fall is taken for a new cycle
            return "total_increasing";
        case kmp::nature::present:
            return "measurement";
        case kmp::nature::difference:
            return "total";
        case kmp::nature::past:
        case kmp::nature::setting:
        case kmp::nature::info:
            break;
    }
    return {};
}

/// The class of a value that is not a number; empty for plain text.
std::string_view class_of(kmp::layout layout)
{
    switch (layout) {
        case kmp::layout::date:
        case kmp::layout::long_date:
            return "date";
        case kmp::layout::rtc:
        case kmp::layout::dst_date_time:
            return "timestamp";
        default:
            return {};
    }
}

bool is_number(const kmp::value& of, kmp::layout layout)
{
    const bool may_be = layout == kmp::layout::number || layout == kmp::layout::bits;
    return may_be && (std::holds_alternative<kmp::no_value>(of) || json::is_number(of));
}

std::string_view number_class(const meter::settings& configured, kmp::register_id id,
                              const ha_unit& unit, release oldest)
{
    if (unit.device_class == "volume" &&
        (configured.kind == meter::kind::water || is_one_of(pulse_inputs, id))) {
        return "water";
    }
    if (unit.device_class == "temperature" && is_one_of(temperature_differences, id)) {
        return ha_unit_of(kmp::unit::kelvin, oldest).device_class;
    }
    return unit.device_class;
}

/// Class, unit, state class and precision of a value that is a number.
void describe_number(entity& sensor, const settings& home, const meter::settings& configured,
                     const meter::snapshot::entry& of)
{
    const auto nature = nature_of(of.id);
    if (nature == kmp::nature::info) {
        return;
    }
    const auto unit = ha_unit_of(of.unit.value_or(kmp::unit::none), home.min_version);
    sensor.unit = unit.unit;
    sensor.device_class = number_class(configured, of.id, unit, home.min_version);
    if (const auto state_class = state_class_of(nature);
        is_allowed(state_class, sensor.device_class)) {
        sensor.state_class = state_class;
    }
    if (!sensor.unit.empty() || !sensor.state_class.empty()) {
        sensor.precision = of.decimals;
    }
}

bool is_diagnostic(const entity& sensor, kmp::register_id id)
{
    switch (nature_of(id)) {
        case kmp::nature::setting:
        case kmp::nature::info:
        case kmp::nature::wrapping_counter:
            return true;
        case kmp::nature::counter:
            // Hours, events: counters of the meter's own life.
            return sensor.device_class == "duration" ||
                   (sensor.unit.empty() && !is_one_of(pulse_inputs, id));
        default:
            return sensor.device_class == "duration";
    }
}

}  // namespace

entity register_entity(const settings& home, const meter::settings& configured,
                       const meter::snapshot::entry& of)
{
    const auto key = kmp::name_of(of.id);
    entity sensor{.key = key,
                  .id = std::to_string(static_cast<unsigned>(of.id)),
                  .name = kmp::label_of(of.id),
                  .icon = icon_of(key),
                  .state_topic = meter_topic(home, configured.name, "state"),
                  .json_path = key};
    const auto layout = kmp::info(of.unit.value_or(kmp::unit::none)).values;
    if (is_number(of.value, layout)) {
        describe_number(sensor, home, configured, of);
    } else {
        sensor.device_class = class_of(layout);
    }
    if (is_diagnostic(sensor, of.id)) {
        sensor.category = diagnostic;
        sensor.is_enabled = configured.registers_listed;
    }
    return sensor;
}

}  // namespace kmp2mqtt::home
