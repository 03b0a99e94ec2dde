// SPDX-License-Identifier: Apache-2.0

#include <kmp/registers.hpp>

#include "core/duration.hpp"
#include "core/local_time.hpp"
#include "core/version.hpp"
#include "home/options.hpp"
#include "home/payload.hpp"
#include "home/problems.hpp"
#include "home/published.hpp"
#include "json/text.hpp"

namespace kmp2mqtt::home {

namespace {

constexpr std::int64_t schema = 1;  // grows when something is removed or changes its meaning

std::string polls(const meter::settings& of)
{
    std::vector<std::string> polls;
    for (const auto& plan : of.polls) {
        json::object poll;
        poll.add_text("every", core::duration_text(plan.every))
            .add("registers", names(plan.registers));
        polls.push_back(poll.text());
    }
    return json::array(polls);
}

/// What is not known is null: Home Assistant shows such an entity as unknown.
std::string_view text(std::optional<bool> is_there)
{
    if (!is_there) {
        return {};
    }
    return *is_there ? "ON" : "OFF";
}

}  // namespace

std::string meter_info_payload(const meter::settings& configured, const meter::snapshot& of)
{
    json::object registers;
    for (const auto& entry : of.registers()) {
        json::object about;
        about.add_number("id", static_cast<std::int64_t>(entry.id))
            .add_text_or_null("unit", entry.unit ? published_unit(*entry.unit) : "");
        registers.add(kmp::name_of(entry.id), about.text());
    }
    json::object info;
    info.add_number("schema", schema)
        .add_text_or_null("serial", of.identity.serial)
        .add_text_or_null("type", of.identity.type)
        .add_text_or_null("model", model_of(configured, of.identity))
        .add_text_or_null("software", of.identity.software)
        .add_text("kind", meter::text(configured.kind))
        .add("registers", registers.text());
    const auto interval = poll_interval_of(configured);
    const auto clock = of.clock();
    info.add("poll_interval", interval ? std::to_string(interval->count()) : "null")
        .add_text_or_null("info_text", info_text_of(configured, of).value_or(""))
        .add("meter_clock", clock ? json::text(*clock) : "null");
    for (const auto& each : problems_of(configured, of)) {
        info.add_text_or_null(problem_key(each), text(each.is_there));
    }
    return info.text();
}

std::string bridge_info_payload(const settings& home, core::clock::wall_time started,
                                std::string_view protocol,
                                const std::vector<meter::settings>& meters)
{
    std::vector<std::string> described;
    for (const auto& meter : meters) {
        json::object about;
        about.add_text("name", meter.name).add("polls", polls(meter));
        described.push_back(about.text());
    }
    json::object info;
    info.add_number("schema", schema)
        .add_text("client_id", home.client_id)
        .add_text("version", core::version)
        .add_text("started", core::iso_text(started))
        .add_text("protocol", protocol)
        .add("meters", json::array(described));
    return info.text();
}

}  // namespace kmp2mqtt::home
