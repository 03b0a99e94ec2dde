// SPDX-License-Identifier: Apache-2.0

#include "bridge/station.hpp"

#include <utility>

#include "core/duration.hpp"
#include "core/log.hpp"
#include "home/discovery.hpp"
#include "home/payload.hpp"
#include "home/topics.hpp"

namespace kmp2mqtt::bridge {
namespace {

/// Nothing but who the meter was before a restart.
meter::snapshot known_as(const std::string& serial, const meter::settings& configured)
{
    meter::snapshot result{configured.registers()};
    result.identity.serial = serial;
    return result;
}

/// What somebody has set ends when the configuration is given another interval.
void follow(const meter::settings& configured, meter::memory& known)
{
    const auto every = configured.polls.front().every;
    const auto before = std::exchange(known.configured_interval, every);
    if (known.poll_interval.count() == 0 || before.count() == 0 || before == every) {
        return;
    }
    core::log::info(
        "{}: is read every {}, as the configuration says now; that somebody has set {} "
        "is forgotten",
        configured.name, core::duration_text(every), core::duration_text(known.poll_interval));
    known.poll_interval = std::chrono::milliseconds{0};
}

/// The meter with the poll interval that somebody has set, in this run or before.
meter::settings as_set(meter::settings configured, meter::memory& known)
{
    follow(configured, known);
    auto& every = configured.polls.front().every;
    if (known.poll_interval.count() > 0 && known.poll_interval != every) {
        core::log::info("{}: is read every {}, as somebody has set; the configuration says {}",
                        configured.name, core::duration_text(known.poll_interval),
                        core::duration_text(every));
        every = known.poll_interval;
    }
    return configured;
}

}  // namespace

station::station(const asio::any_io_executor& loop, core::clock& time, link::port& line,
                 const meter::settings& configured, const home::settings& home, meter::memory known,
                 outlet to)
    : time_{time},
      configured_{as_set(configured, known)},
      home_{home},
      to_{std::move(to)},
      snapshot_{known_as(known.serial, configured_)},
      poller_{loop,
              time,
              meter::session{line, configured_, time, count_},
              configured_,
              count_,
              std::move(known),
              {.identified = [this](const auto& who, bool changed) { identified(who, changed); },
               .read = [this](const auto& newest, const auto& then) { read(newest, then); },
               .remembered = [this](const auto& now) { to_.remember(now); },
               .availability = [this](bool online) { available(online); },
               .noticed = [this](const auto& what) { tell(what); }}}
{
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
    if (!snapshot_.last_read()) {
        core::log::info("{}: answers{}, {} registers", configured_.name,
                        newest.serial.empty() ? "" : ", meter " + newest.serial,
                        newest.values.size());
    }
    core::log::debug("{}: read {}, {} values in {} ms", configured_.name, newest.sequence,
                     newest.values.size(), newest.duration.count());
    if (snapshot_.apply(newest) || !described_) {
        describe();
    }
    tell_info();
    if (snapshot_.concerns(newest)) {
        to_.show(on("state", home::state_payload(snapshot_), true));
    }
    for (const auto& each : newest.notices) {
        tell(each);
    }
}

void station::describe()
{
    described_ = true;
    if (settled_ && home_.discovery) {
        to_.announce(configured_.name, home::meter_announcement(home_, configured_, snapshot_));
    }
}

/// What changes with a read, such as the info code in words, stands in the info too.
void station::tell_info()
{
    auto info = home::meter_info_payload(configured_, snapshot_);
    if (info != published_info_) {
        published_info_ = info;
        to_.show(on("info", std::move(info), true));
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

std::string station::topic(std::string_view leaf) const
{
    return home::meter_topic(home_, configured_.name, leaf);
}

core::publication station::on(std::string_view leaf, std::string payload, bool retain) const
{
    return {.topic = topic(leaf), .payload = std::move(payload), .retain = retain};
}

}  // namespace kmp2mqtt::bridge
