// SPDX-License-Identifier: Apache-2.0

#include "poll/poller.hpp"

#include <algorithm>
#include <chrono>
#include <utility>
#include <variant>

#include <asio/experimental/awaitable_operators.hpp>

#include "core/local_time.hpp"
#include "core/log.hpp"
#include "meter/telegrams.hpp"

namespace kmp2mqtt::poll {

namespace {

/// The system clock may be set, and the machine may sleep: so often it is looked at again.
constexpr std::chrono::seconds longest_rest{30};

place place_of(const link::device_url& device)
{
    return std::holds_alternative<link::serial_device>(device.device) ? place::here
                                                                      : place::elsewhere;
}

/// What is known of the meter that the configuration names: not of another one.
meter::memory fitting(meter::memory known, const std::string& serial)
{
    if (!serial.empty() && known.serial != serial) {
        known.serial.clear();
        known.values.clear();
        known.absences.clear();
    }
    return known;
}

}  // namespace

poller::poller(const asio::any_io_executor& loop, core::clock& time, meter::session source,
               const meter::settings& configured, meter::counters& count, meter::memory known,
               events to)
    : time_{time},
      configured_{configured},
      count_{count},
      to_{std::move(to)},
      wake_{loop},
      source_{std::move(source)},
      schedule_{configured, time.wall()},
      port_{place_of(configured.device)},
      gate_{configured.limits, configured.model},
      memory_{fitting(std::move(known), configured.serial)},
      identity_{configured.serial, memory_.serial},
      budget_{meter::telegrams_a_day(configured), memory_.spending},
      reserved_tries_{meter::reserved_tries(configured)},
      condition_{!memory_.serial.empty()},
      absences_{memory_.absences},
      waker_{configured, time}
{
    gate_.recall(memory_.values, time.now());
    if (!memory_.serial.empty()) {
        source_.answered_before();
    }
    source_.limit(budget_, [this] { to_.remembered(remember()); });
}

bool poller::request(command asked)
{
    const auto known = recent_.find(asked.registers, asked.max_age, moment(), asked.is_named);
    if (known) {
        asked.done(*known);
        return true;
    }
    if (!commands_.is_covered(asked) && budget_.left(time_.wall()) <= commands_leave()) {
        const auto why = budget_.refusal(time_.wall());
        refused(why);
        asked.done(why);
        return true;
    }
    const bool asks_who = asked.asks_who;
    if (!commands_.add(std::move(asked))) {
        return false;
    }
    if (asks_who) {
        identity_.doubt();
    }
    wake_.notify();
    return true;
}

/// The telegrams of the reads that are still due today. Further tries are for reads that fail, and
/// after such a one the meter is asked who it is.
std::uint32_t poller::reserve() const
{
    const auto now = time_.wall();
    const auto midnight = core::next_midnight(now);
    const auto due = schedule_.requests_before(midnight);
    const bool asks_who = reserved_tries_ > 1 || identity_.is_due(time_.now() + (midnight - now));
    return due == 0 ? 0 : (due + (asks_who ? meter::identity_telegrams : 0)) * reserved_tries_;
}

/// A number that the user set may be spent on commands to the last telegram.
std::uint32_t poller::commands_leave() const
{
    return configured_.telegrams_per_day == 0 ? reserve() : 0;
}

void poller::change_interval(std::chrono::milliseconds every)
{
    auto changed = configured_;
    changed.polls.front().every = every;
    budget_.allow(meter::telegrams_a_day(changed));
    reserved_tries_ = meter::reserved_tries(changed);
    schedule_.change_interval(every, configured_.offset_of(every), time_.wall());
    memory_.poll_interval = every;
    to_.remembered(remember());
    wake_.notify();
}

asio::awaitable<void> poller::run()
{
    for (;;) {
        budget_.follow(time_.wall());
        auto turn = schedule_.take(time_.wall());
        if (turn.missed) {
            core::log::warning(
                "{}: the read of {} was missed: the machine slept, or its clock was "
                "set",
                configured_.name, core::iso_text(*turn.missed));
        }
        if (!turn.registers.empty()) {
            co_await take(std::move(turn));
        } else if (commands_.has_waiting()) {
            co_await serve_command();
        } else if (next_nudge() <= time_.now()) {
            co_await nudge();
        } else {
            co_await rest();
        }
    }
}

asio::awaitable<void> poller::take(turn due)
{
    errand what;
    what.not_asked = absences_.resting(due.registers, time_.wall());
    what.registers = std::move(due.registers);
    what.why = due.why;
    if (what.not_asked.size() == what.registers.size()) {
        schedule_.succeeded();
        co_return;
    }
    const auto now = time_.wall();
    const bool was_free =
        condition_.now() == meter::condition::unreachable || budget_.spent(now) == 0;
    what.leaves = due.is_planned || was_free ? 0 : reserve();
    if (what.leaves > 0 && budget_.left(now) <= what.leaves) {
        if (availability_.failures() == 0) {
            refused(budget_.refusal(now));
        }
        schedule_.failed(now);
        co_return;
    }
    const auto outcome = co_await read(std::move(what));
    if (outcome) {
        schedule_.succeeded();
        port_.answered();
    } else {
        schedule_.failed(time_.wall());
        port_.failed(outcome.error().why, time_.now());
    }
}

asio::awaitable<void> poller::serve_command()
{
    const auto& asked = commands_.front();
    errand what;
    what.registers = asked.registers;
    what.why = meter::trigger::command;
    what.leaves = commands_leave();
    if (!asked.is_named) {
        what.not_asked = absences_.resting(asked.registers, time_.wall());
    }
    if (what.not_asked.size() == what.registers.size()) {
        what.not_asked.clear();  // somebody waits for an answer
    }
    static_cast<void>(co_await read(std::move(what)));
}

/// When the meter would fall asleep, if it is one that does.
core::clock::time_point poller::next_nudge() const
{
    const auto last = source_.last_sent();
    if (configured_.keep_awake.count() == 0 || !last ||
        condition_.now() != meter::condition::awake || budget_.left(time_.wall()) <= reserve()) {
        return core::clock::time_point::max();
    }
    return *last + configured_.keep_awake;
}

/// Whether it is answered does not matter: what was heard keeps the meter awake. A port that fails
/// is the next read's business.
asio::awaitable<void> poller::nudge()
{
    const auto line = co_await source_.acquire();
    const kmp::request shortest{kmp::get_type_request{}};
    const auto got = co_await source_.ask(line, shortest, 0);
    if (!got && core::is_port_failure(got.error().why)) {
        condition_.failed(got.error().why);
    }
}

/// Until something is due, or somebody asks, or a port that failed is back.
asio::awaitable<void> poller::rest()
{
    using namespace asio::experimental::awaitable_operators;

    const auto now = time_.now();
    const auto left =
        std::max(schedule_.next() - time_.wall(), core::clock::wall_time::duration{0});
    source_.expect(now + left);
    const auto looking = port_.next();
    const auto rested = now + std::min<core::clock::duration>(left, longest_rest);
    const auto until = std::min({looking.value_or(rested), rested, next_nudge()});
    co_await (time_.sleep_until(until) || wake_.wait());
    if (looking && *looking <= time_.now()) {
        co_await look();
    }
}

/// A port that is back is read at once. Nothing else is said of a look: no read has failed.
asio::awaitable<void> poller::look()
{
    const auto line = co_await source_.acquire();
    const bool found = co_await source_.is_there(line);
    schedule_.worked(time_.wall());
    port_.looked(found, time_.now());
    if (found) {
        core::log::debug("{}: {} is back", configured_.name, source_.port_name());
        schedule_.hasten(time_.wall());
    }
}

asio::awaitable<core::outcome<meter::reading>> poller::read(errand what)
{
    commands_.begin(what.registers, what.not_asked);
    budget_.leave(what.leaves);
    auto outcome = co_await visit(std::move(what));
    budget_.leave(0);
    schedule_.worked(time_.wall());
    report(outcome);
    commands_.finish(outcome);
    co_return outcome;
}

}  // namespace kmp2mqtt::poll
