// SPDX-License-Identifier: Apache-2.0

#include "home/meter_entities.hpp"

#include <array>
#include <string>
#include <string_view>

#include "home/options.hpp"
#include "home/problems.hpp"
#include "home/topics.hpp"

namespace kmp2mqtt::home {

namespace {

constexpr bool enabled = true;
constexpr bool disabled = false;
constexpr std::string_view config{"config"};

/// A sensor of a value that the bridge knows of any meter.
struct sensor_row {
    std::string_view key;
    std::string_view name;
    std::string_view icon;
    std::string_view device_class;
    bool is_enabled;
    std::string_view leaf;  // of the meter's topic
};

constexpr sensor_row last_read{"last_read", "Last read", "", "timestamp", enabled, "state"};
constexpr sensor_row info_text{"info_text", "Info",  "mdi:message-alert-outline",
                               "",          enabled, "info"};
constexpr sensor_row meter_clock{"meter_clock", "Meter clock", "", "timestamp", enabled, "info"};

/// A sensor of a value in <base>/bridge/health.
struct health_row {
    std::string_view key;
    std::string_view name;
    std::string_view icon;
    std::string_view unit;
    std::string_view state_class;
    bool is_enabled;
};

constexpr std::array health_rows{
    health_row{"condition", "Condition", "mdi:eye-outline", "", "", enabled},
    health_row{"telegrams_today", "Telegrams today", "mdi:counter", "", "total_increasing",
               enabled},
    health_row{"telegrams_left", "Telegrams left today", "mdi:counter", "", "measurement",
               disabled},
    health_row{"link_quality", "Link quality", "mdi:signal", "%", "measurement", disabled},
    health_row{"last_error", "Last error", "mdi:alert-circle-outline", "", "", disabled},
};

struct button_row {
    std::string_view key;
    std::string_view name;
    std::string_view icon;
    std::string_view category;
    bool is_enabled;
    std::string_view leaf;
};

constexpr std::array button_rows{
    button_row{"read_now", "Read now", "mdi:refresh", "", enabled, "get"},
    button_row{"identify", "Identify", "mdi:card-search-outline", config, disabled, "set/identify"},
};

entity sensor(const settings& home, const meter::settings& configured, const sensor_row& row)
{
    const std::string key{row.key};
    return {.key = key,
            .id = key,
            .name = std::string{row.name},
            .device_class = row.device_class,
            .category = diagnostic,
            .is_enabled = row.is_enabled,
            .icon = row.icon,
            .state_topic = meter_topic(home, configured.name, row.leaf),
            .json_path = key};
}

/// Of a silent meter it is wanted most: it depends on the bridge alone.
entity health_sensor(const settings& home, const meter::settings& configured, const health_row& row)
{
    const std::string key{row.key};
    return {.key = key,
            .id = key,
            .name = std::string{row.name},
            .unit = std::string{row.unit},
            .state_class = row.state_class,
            .category = diagnostic,
            .is_enabled = row.is_enabled,
            .icon = row.icon,
            .state_topic = bridge_topic(home, "health"),
            // A name may have a minus, or be that of a method in Jinja.
            .json_path = R"(["meters"][")" + configured.name + R"("][")" + key + R"("])",
            .availability = {bridge_topic(home, "state")}};
}

entity problem_sensor(const settings& home, const meter::settings& configured, const problem& of)
{
    const auto key = problem_key(of);
    return {.platform = "binary_sensor",
            .key = key,
            .id = key,
            .name = std::string{of.name},
            .device_class = "problem",
            .category = diagnostic,
            .is_enabled = of.is_common,
            .state_topic = meter_topic(home, configured.name, "info"),
            .json_path = key};
}

/// A meter that does not answer can still be asked again.
entity button(const settings& home, const meter::settings& configured, const button_row& row)
{
    const std::string key{row.key};
    return {.platform = "button",
            .key = key,
            .id = key,
            .name = std::string{row.name},
            .category = row.category,
            .is_enabled = row.is_enabled,
            .icon = row.icon,
            .command_topic = meter_topic(home, configured.name, row.leaf),
            .payloads = {{"payload_press", "PRESS"}},
            .availability = {bridge_topic(home, "state")}};
}

entity poll_interval(const settings& home, const meter::settings& configured)
{
    return {.platform = "number",
            .key = "poll_interval",
            .id = "poll_interval",
            .name = "Poll interval",
            .device_class = "duration",
            .unit = "min",
            .category = config,
            .icon = "mdi:timer-cog-outline",
            .state_topic = meter_topic(home, configured.name, "info"),
            .json_path = "poll_interval",
            .command_topic = meter_topic(home, configured.name, "set/poll_interval"),
            .payloads = {{"mode", "box"}},
            .numbers = {{"min", shortest_poll.count()}, {"max", longest_poll.count()}, {"step", 1}},
            .availability = {bridge_topic(home, "state")}};
}

bool is_read(const meter::snapshot& of, kmp::register_id id)
{
    const auto* const entry = of.entry_of(id);
    return entry != nullptr && entry->unit;
}

}  // namespace

std::vector<entity> meter_entities(const settings& home, const meter::settings& configured,
                                   const meter::snapshot& of)
{
    std::vector<entity> all;
    if (has_info(of)) {
        all.push_back(sensor(home, configured, info_text));
    }
    for (const auto& problem : problems_of(configured, of)) {
        all.push_back(problem_sensor(home, configured, problem));
    }
    if (is_read(of, meter::date_register) && is_read(of, meter::clock_register)) {
        all.push_back(sensor(home, configured, meter_clock));
    }
    all.push_back(sensor(home, configured, last_read));
    for (const auto& row : health_rows) {
        all.push_back(health_sensor(home, configured, row));
    }
    all.push_back(poll_interval(home, configured));
    for (const auto& row : button_rows) {
        all.push_back(button(home, configured, row));
    }
    return all;
}

}  // namespace kmp2mqtt::home
