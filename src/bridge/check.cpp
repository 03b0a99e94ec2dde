// SPDX-License-Identifier: Apache-2.0

#include "bridge/check.hpp"

#include <string_view>

#include <kmp/registers.hpp>

#include "core/duration.hpp"
#include "home/topics.hpp"
#include "meter/telegrams.hpp"
#include "poll/clock_grid.hpp"

namespace kmp2mqtt::bridge {
namespace {

using core::duration_text;

std::string row(std::string_view label, std::string_view text)
{
    return core::format("  {:<15} {}\n", label, text);
}

std::string broker_row(const mqtt::settings& mqtt)
{
    const bool is_ipv6 = mqtt.host.find(':') != std::string::npos;
    auto text =
        core::format("{}://{}{}{}:{} as {}", mqtt.encrypted ? "mqtts" : "mqtt", is_ipv6 ? "[" : "",
                     mqtt.host, is_ipv6 ? "]" : "", mqtt.port, mqtt.client_id);
    if (!mqtt.username.empty()) {
        text += core::format(", user {} with{} password", mqtt.username,
                             mqtt.password.empty() ? "out" : " a");
    }
    return row("broker", text);
}

std::string_view protocol_text(mqtt::protocol of)
{
    switch (of) {
        case mqtt::protocol::v5:
            return "MQTT 5";
        case mqtt::protocol::v3_1_1:
            return "MQTT 3.1.1";
        default:
            return "MQTT 5, or 3.1.1 where the broker refuses 5";
    }
}

std::string home_row(const home::settings& home)
{
    if (!home.discovery) {
        return row("Home Assistant", "no discovery");
    }
    return row(
        "Home Assistant",
        core::format("discovery under {}, one document for each {}, for {}.{} and later",
                     home.discovery_prefix, home.style == home::style::device ? "device" : "entity",
                     home.min_version.year, home.min_version.month));
}

std::string store_row(const store::settings& store)
{
    const auto place =
        store.path.empty()
            ? std::string{"in memory only, as a systemd service in its state directory"}
            : "in " + store.path;
    return row("readings wait", core::format("{}; at most {}, for at most {}", place,
                                             store.max_readings, duration_text(store.max_age)));
}

std::string broker_part(const config& checked)
{
    return "Connection\n" + broker_row(checked.mqtt) +
           row("protocol",
               core::format("{}; a sign of life each {}", protocol_text(checked.mqtt.protocol),
                            duration_text(checked.mqtt.keep_alive))) +
           row("topics", home::bridge_topic(checked.home, "state") + ", info, health") +
           home_row(checked.home) + store_row(checked.store) +
           row("time zone", checked.timezone.empty() ? "the system's" : checked.timezone);
}

/// "every 1h on the clock, 30s early"
std::string rhythm(const meter::settings& of, std::chrono::milliseconds every)
{
    auto text = "every " + duration_text(every);
    if (!poll::divides_a_day(every)) {
        return text + " from the last due time";
    }
    const auto offset = of.offset_of(every);
    text += " on the clock";
    if (offset.count() != 0) {
        text += core::format(", {} {}", duration_text(std::chrono::abs(offset)),
                             offset.count() < 0 ? "early" : "late");
    }
    return text;
}

std::string names_of(const std::vector<kmp::register_id>& registers)
{
    std::string text;
    for (const auto id : registers) {
        text += (text.empty() ? "" : ", ") + kmp::name_of(id);
    }
    return text;
}

/// What the reads cost, and what is done so that a meter hears.
std::string battery_part(const meter::settings& of)
{
    auto text =
        row("telegrams", core::format("{} a day are planned, {} a day are sent at most",
                                      meter::planned_telegrams(of), meter::telegrams_a_day(of)));
    if (of.keep_awake.count() != 0) {
        text += row("kept awake",
                    core::format("by a short telegram {} after the last one: {} a "
                                 "day beside the planned ones",
                                 duration_text(of.keep_awake), meter::waking_telegrams(of)));
    }
    if (!of.wake_command.empty()) {
        std::string command;
        for (const auto& word : of.wake_command) {
            command += word + ' ';
        }
        text += row("woken by", command + "before each read");
    }
    return text;
}

std::string meter_part(const meter::settings& of, const home::settings& home)
{
    auto text = core::format("\nMeter {} ({})\n", of.name, of.title) +
                row("device", core::format("{}, address 0x{:02X}", of.device.text,
                                           static_cast<unsigned>(of.address))) +
                row("meter", core::format("{}, model {}, serial number {}", meter::text(of.kind),
                                          of.model.empty() ? "by its type" : of.model,
                                          of.serial.empty() ? "any" : of.serial)) +
                row("an answer", core::format("is waited for {}, asked for {} more times",
                                              duration_text(of.timeout), of.retries)) +
                row("topics", home::meter_topic(home, of.name, "state") +
                                  ", availability, reading, info, event; commands on get and set");
    if (!of.capture.empty()) {
        text += row("recorded in", of.capture +
                                       ", all that is said on the line, without numbers "
                                       "that say whose meter it is");
    }
    if (of.limits != meter::limits{}) {
        text +=
            row("plausible", core::format("up to {} and {}", meter::power_text(of.limits.max_power),
                                          meter::flow_text(of.limits.max_flow)));
    }
    text += battery_part(of);
    for (const auto& plan : of.polls) {
        text += row("reads", core::format("at start, then {}:", rhythm(of, plan.every)));
        text += row("", names_of(plan.registers));
    }
    return text;
}

}  // namespace

std::string description_of(const config& checked)
{
    auto text = broker_part(checked);
    for (const auto& each : checked.meters) {
        text += meter_part(each, checked.home);
    }
    if (!checked.warnings.empty()) {
        text += "\nWarnings\n";
    }
    for (const auto& warning : checked.warnings) {
        text += "  " + warning + '\n';
    }
    return text;
}

}  // namespace kmp2mqtt::bridge
