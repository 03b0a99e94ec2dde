// SPDX-License-Identifier: Apache-2.0

#include "bridge/station.hpp"

#include <utility>

#include "core/log.hpp"
#include "home/discovery.hpp"
#include "home/payload.hpp"
#include "home/topics.hpp"
#include "json/read_request.hpp"

namespace kmp2mqtt::bridge {
namespace {

/// Nothing but who the meter was before a restart.
meter::snapshot known_as(const std::string& serial, const meter::settings& configured)
{
    meter::snapshot result{configured.registers()};
    result.identity.serial = serial;
    return result;
}

}  // namespace

station::station(const asio::any_io_executor& loop, core::clock& time, link::port& line,
                 const meter::settings& configured, const home::settings& home, meter::memory known,
                 outlet to)
    : time_{time},
      configured_{configured},
      home_{home},
      to_{std::move(to)},
      snapshot_{known_as(known.serial, configured)},
      poller_{loop,
              time,
              meter::session{line, configured, time, count_},
              configured,
              count_,
              std::move(known),
              {.identified = [this](const auto& who, bool changed) { identified(who, changed); },
               .read = [this](const auto& newest, const auto& then) { read(newest, then); },
               .remembered = [this](const auto& now) { to_.remember(now); },
               .availability = [this](bool online) { available(online); },
               .noticed = [this](const auto& what) { tell(what); }}}
{
}

void station::command(const mqtt::message& asked)
{
    if (asked.retained) {
        core::log::debug("{}: a retained command is ignored", configured_.name);
        return;
    }
    const bool is_allowed =
        !asked.response_topic ||
        home::is_allowed_response_topic(home_, configured_.name, *asked.response_topic);
    const auto back = asked.response_topic && is_allowed
                          ? return_address{*asked.response_topic, asked.correlation_data}
                          : return_address{topic("response"), std::nullopt};
    const auto request = json::parse_read_request(asked.payload);
    if (!request) {
        const auto& why = request.error();
        refuse(back, why.transaction, why.code, why.message);
        return;
    }
    if (!is_allowed) {
        refuse(back, request->transaction, "bad_request",
               "the response topic is not allowed: without wildcards, at most 256 bytes, not under "
               "$ or the discovery prefix, and under the base topic only the meter's own response");
        return;
    }
    const auto transaction = request->transaction;
    const auto answer = [this, back, transaction](const core::outcome<meter::reading>& outcome) {
        if (outcome) {
            respond(back, home::response_payload(configured_.name, transaction, *outcome));
        } else {
            refuse(back, transaction, home::error_code(outcome.error().why), outcome.error().text);
        }
    };
    const bool accepted = poller_.request(
        {.registers = request->registers.empty() ? configured_.registers() : request->registers,
         .is_named = !request->registers.empty(),
         .max_age = request->max_age.value_or(configured_.command_max_age),
         .done = answer});
    if (!accepted) {
        refuse(back, transaction, "busy",
               "too many commands wait for this meter: try again when they are answered");
    }
}

home::meter_health station::health() const
{
    const auto now = time_.wall();
    return {.name = configured_.name,
            .count = count_,
            .condition = poller_.condition(),
            .telegrams_today = poller_.budget().spent(now),
            .telegrams_left = poller_.budget().left(now)};
}

core::publication station::availability() const
{
    return on("availability", poller_.is_online() ? "online" : "offline", true);
}

std::vector<core::publication> station::info() const
{
    if (!snapshot_.last_read()) {
        return {};
    }
    return {on("info", home::meter_info_payload(configured_, snapshot_), true)};
}

std::vector<core::publication> station::state() const
{
    if (!snapshot_.last_read()) {
        return {};
    }
    return {on("state", home::state_payload(snapshot_), true)};
}

void station::identified(const poll::identity_watch& who, bool changed)
{
    const auto before = snapshot_.identity.serial;
    if (changed) {
        snapshot_.forget();
    }
    snapshot_.identity = who.known();
    settled_ = who.is_settled();
    described_ = false;
    if (changed) {
        const auto text =
            core::format("meter {} has taken the place of meter {}", who.known().serial, before);
        core::log::warning("{}: {}", configured_.name, text);
        event("serial_changed", text);
    }
}

void station::read(const meter::reading& newest, const meter::memory& known)
{
    // First what must not be lost.
    to_.keep(newest, known, on("reading", home::reading_payload(newest), false));
    if (snapshot_.apply(newest) || !described_) {
        describe();
    }
    to_.publish(on("state", home::state_payload(snapshot_), true));
    for (const auto& each : newest.notices) {
        tell(each);
    }
}

void station::describe()
{
    described_ = true;
    if (settled_ && home_.discovery) {
        to_.announce(configured_.name, home::meter_discovery(home_, configured_, snapshot_));
    }
    auto info = home::meter_info_payload(configured_, snapshot_);
    if (info != published_info_) {
        published_info_ = info;
        to_.publish(on("info", std::move(info), true));
    }
}

void station::available(bool online)
{
    to_.publish(availability());
    if (online) {
        event("meter_online", "the meter answers");
    } else {
        event("meter_offline", count_.last_error);
    }
}

void station::tell(const meter::notice& what)
{
    core::log::warning("{}: {}", configured_.name, what.message);
    event(what.type, what.message);
}

void station::event(std::string_view type, const std::string& message)
{
    to_.publish(on("event", home::event_payload(time_.wall(), type, message), false));
}

void station::respond(const return_address& to, std::string payload) const
{
    to_.publish({.topic = to.topic,
                 .payload = std::move(payload),
                 .retain = false,
                 .correlation_data = to.correlation_data});
}

void station::refuse(const return_address& to, std::string_view transaction, std::string_view code,
                     const std::string& message) const
{
    core::log::debug("{}: a command is refused: {}: {}", configured_.name, code, message);
    respond(to, home::refusal_payload(configured_.name, transaction, time_.wall(), code, message));
}

std::string station::topic(std::string_view leaf) const
{
    return home::meter_topic(home_, configured_.name, leaf);
}

core::publication station::on(std::string_view leaf, std::string payload, bool retain) const
{
    return {.topic = topic(leaf), .payload = std::move(payload), .retain = retain};
}

}  // namespace kmp2mqtt::bridge
