// SPDX-License-Identifier: Apache-2.0

#include "home/devices.hpp"

#include <algorithm>

#include "core/version.hpp"
#include "home/published.hpp"
#include "home/register_entity.hpp"
#include "home/topics.hpp"

namespace kmp2mqtt::home {

namespace {

/// As entity ids may be written: [a-z0-9_].
std::string slug(std::string_view name)
{
    std::string slug{name};
    std::ranges::transform(slug, slug.begin(), [](char c) {
        if (c >= 'A' && c <= 'Z') {
            return static_cast<char>(c - 'A' + 'a');
        }
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? c : '_';
    });
    return slug;
}

std::string bridge_identifier(const settings& home)
{
    return "kmp2mqtt_" + home.client_id;
}

/// A sensor for a number in <base>/bridge/health, for those who switch it on.
entity health_entity(const settings& home, const std::string& key, const std::string& json_key,
                     const std::string& name)
{
    return {.key = key,
            .id = key,
            .name = name,
            .is_diagnostic = true,
            .is_enabled = false,
            .state_topic = bridge_topic(home, "health"),
            .json_key = json_key,
            .availability = {bridge_topic(home, "state")}};
}

}  // namespace

device bridge_device(const settings& home)
{
    device bridge{.identifier = bridge_identifier(home),
                  .slug = slug(home.client_id),
                  .name = home.client_id,
                  .model = "kmp2mqtt",
                  .sw_version = std::string{core::version}};
    // Without an availability topic: what it tells of an absent bridge is "disconnected".
    bridge.entities.push_back({.platform = "binary_sensor",
                               .key = "connection",
                               .id = "connection",
                               .name = "Connection",
                               .device_class = "connectivity",
                               .is_diagnostic = true,
                               .state_topic = bridge_topic(home, "state"),
                               .payloads = {{"payload_on", "online"}, {"payload_off", "offline"}}});
    auto uptime = health_entity(home, "uptime", "uptime_s", "Uptime");
    uptime.device_class = "duration";
    uptime.unit = "s";
    uptime.state_class = "measurement";
    bridge.entities.push_back(std::move(uptime));
    auto reconnects = health_entity(home, "reconnects", "reconnects", "Reconnects");
    reconnects.state_class = "total_increasing";
    bridge.entities.push_back(std::move(reconnects));
    auto queue = health_entity(home, "queue", "queue", "Waiting readings");
    queue.state_class = "measurement";
    bridge.entities.push_back(std::move(queue));
    return bridge;
}

device meter_device(const settings& home, const meter::settings& configured,
                    const meter::snapshot& of)
{
    const auto& serial = of.identity.serial;
    device meter{.identifier = serial.empty() ? "kmp_name_" + configured.name : "kmp_" + serial,
                 .slug = slug(configured.name),
                 .name = configured.title,
                 .manufacturer = "Kamstrup",
                 .model = model_of(configured, of.identity),
                 .model_id = of.identity.type,
                 .serial_number = serial,
                 .sw_version = of.identity.software,
                 .via_device = bridge_identifier(home),
                 .availability = {bridge_topic(home, "state"),
                                  meter_topic(home, configured.name, "availability")}};
    for (const auto& entry : of.registers()) {
        if (entry.unit) {
            meter.entities.push_back(register_entity(home, configured, entry));
        }
    }
    meter.entities.push_back({.key = "last_read",
                              .id = "last_read",
                              .name = "Last read",
                              .device_class = "timestamp",
                              .is_diagnostic = true,
                              .state_topic = meter_topic(home, configured.name, "state"),
                              .json_key = "last_read"});
    // A meter that does not answer can still be asked again.
    meter.entities.push_back({.platform = "button",
                              .key = "read_now",
                              .id = "read_now",
                              .name = "Read now",
                              .icon = "mdi:refresh",
                              .command_topic = meter_topic(home, configured.name, "get"),
                              .payloads = {{"payload_press", "PRESS"}},
                              .availability = {bridge_topic(home, "state")}});
    return meter;
}

}  // namespace kmp2mqtt::home
