// SPDX-License-Identifier: Apache-2.0

#include <kmp/registers.hpp>

#include "core/local_time.hpp"
#include "home/payload.hpp"
#include "home/published.hpp"
#include "json/text.hpp"

namespace kmp2mqtt::home {

namespace {

std::string_view text(meter::trigger of)
{
    switch (of) {
        case meter::trigger::start:
            return "start";
        case meter::trigger::poll:
            return "poll";
        case meter::trigger::command:
            return "command";
    }
    return {};
}

/// The registers of a reading: each stands in exactly one of values, missing, failed, rejected.
void add_registers(json::object& to, const meter::reading& of)
{
    json::object values;
    json::object units;
    for (const auto& measured : of.values) {
        const auto name = kmp::name_of(measured.id);
        values.add(name, json::text(measured.value));
        units.add_text_or_null(name, published_unit(measured.unit));
    }
    json::object rejected;
    for (const auto& [id, why] : of.rejected) {
        rejected.add_text(kmp::name_of(id), why);
    }
    to.add("values", values.text())
        .add("units", units.text())
        .add("missing", names(of.missing))
        .add("failed", names(of.failed))
        .add("rejected", rejected.text());
}

json::object answer(std::string_view status, std::string_view command, std::string_view meter,
                    std::string_view transaction, core::clock::wall_time time)
{
    json::object answer;
    answer.add_text("status", status)
        .add_text("command", command)
        .add_text("meter", meter)
        .add("transaction", transaction)
        .add_text("time", core::iso_text(time));
    return answer;
}

}  // namespace

std::string reading_payload(const meter::reading& of)
{
    json::object reading;
    reading.add_text("time", core::iso_text(of.time))
        .add_number("sequence", static_cast<std::int64_t>(of.sequence))
        .add_text("trigger", text(of.trigger))
        .add_number("duration_ms", of.duration.count())
        .add_text_or_null("serial", of.serial);
    add_registers(reading, of);
    return reading.text();
}

std::string response_payload(std::string_view meter, std::string_view transaction,
                             const meter::reading& of)
{
    auto response = answer("ok", "get", meter, transaction, of.time);
    add_registers(response, of);
    return response.text();
}

std::string refusal_payload(std::string_view command, std::string_view meter,
                            std::string_view transaction, core::clock::wall_time time,
                            std::string_view code, std::string_view message)
{
    json::object error;
    error.add_text("code", code).add_text("message", message);
    return answer("error", command, meter, transaction, time).add("error", error.text()).text();
}

std::string set_payload(std::string_view meter, core::clock::wall_time time,
                        std::string_view option, std::string_view value)
{
    return answer("ok", "set", meter, "null", time)
        .add_text("option", option)
        .add("value", value)
        .text();
}

std::string_view error_code(core::cause why) noexcept
{
    if (core::is_port_failure(why)) {
        return "port_unavailable";
    }
    if (why == core::cause::budget_spent) {
        return "rate_limited";
    }
    return core::came_nothing(why) || why == core::cause::no_registers ? "timeout" : "bad_frame";
}

}  // namespace kmp2mqtt::home
