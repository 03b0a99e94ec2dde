// SPDX-License-Identifier: Apache-2.0

#include "core/local_time.hpp"
#include "home/payload.hpp"
#include "home/published.hpp"
#include "json/text.hpp"

namespace kmp2mqtt::home {

namespace {

constexpr std::int64_t schema = 1;  // grows when something is removed or changes its meaning

json::object& add_count(json::object& to, std::string_view key, std::uint64_t count)
{
    return to.add_number(key, static_cast<std::int64_t>(count));
}

std::string text(const meter_health& of)
{
    json::object about;
    add_count(about, "reads", of.count.reads);
    add_count(about, "telegrams", of.count.telegrams);
    add_count(about, "timeouts", of.count.timeouts);
    add_count(about, "bad_frames", of.count.bad_frames);
    const auto quality = of.count.link.percent();
    about.add("link_quality", quality ? std::to_string(*quality) : "null")
        .add_text_or_null("last_error", shortened(of.count.last_error))
        .add_text("condition", meter::text(of.condition));
    add_count(about, "telegrams_today", of.telegrams_today);
    return add_count(about, "telegrams_left", of.telegrams_left).text();
}

}  // namespace

std::string health_payload(const health& of)
{
    json::object meters;
    for (const auto& each : of.meters) {
        meters.add(each.name, text(each));
    }
    json::object health;
    health.add_number("schema", schema).add_number("uptime_s", of.uptime.count());
    add_count(health, "reconnects", of.reconnects);
    add_count(health, "queue", of.queue);
    add_count(health, "dropped", of.dropped).add_text("store", of.store);
    return health.add("meters", meters.text()).text();
}

std::string event_payload(core::clock::wall_time time, std::string_view type,
                          std::string_view message)
{
    json::object event;
    event.add_text("time", core::iso_text(time))
        .add_text("type", type)
        .add_text("message", message);
    return event.text();
}

}  // namespace kmp2mqtt::home
