// SPDX-License-Identifier: Apache-2.0

#include "home/devices.hpp"

#include <algorithm>
#include <utility>

#include "core/version.hpp"
#include "home/meter_entities.hpp"
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

/// A sensor for a number in <base>/bridge/health, for those who switch it on.
entity health_entity(const settings& home, const std::string& key, const std::string& json_key,
                     const std::string& name)
{
    return {.key = key,
            .id = key,
            .name = name,
            .category = diagnostic,
            .is_enabled = false,
            .state_topic = bridge_topic(home, "health"),
            .json_path = json_key,
            .availability = {bridge_topic(home, "state")}};
}

}  // namespace

std::string bridge_identifier(std::string_view client_id)
{
    return std::string{bridge_prefix}.append(client_id);
}

std::string meter_identifier(const meter::settings& configured, const meter::identity& who)
{
    return who.serial.empty() ? std::string{nameless_prefix} + configured.name
                              : "kmp_" + who.serial;
}

device bridge_device(const settings& home)
{
    device bridge{.identifier = bridge_identifier(home.client_id),
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
                               .category = diagnostic,
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
    device meter{.identifier = meter_identifier(configured, of.identity),
                 .slug = slug(configured.name),
                 .name = configured.title,
                 .manufacturer = "Kamstrup",
                 .model = model_of(configured, of.identity),
                 .model_id = of.identity.type,
                 .serial_number = serial,
                 .sw_version = of.identity.software,
                 .via_device = bridge_identifier(home.client_id),
                 .availability = {bridge_topic(home, "state"),
                                  meter_topic(home, configured.name, "availability")}};
    for (const auto& entry : of.registers()) {
        if (entry.unit) {
            meter.entities.push_back(register_entity(home, configured, entry));
        }
    }
    for (auto& own : meter_entities(home, configured, of)) {
        meter.entities.push_back(std::move(own));
    }
    return meter;
}

}  // namespace kmp2mqtt::home
