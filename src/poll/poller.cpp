// SPDX-License-Identifier: Apache-2.0

#include "poll/poller.hpp"

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>
#include <variant>

#include <asio/experimental/awaitable_operators.hpp>

#include "core/log.hpp"

namespace kmp2mqtt::poll {

namespace {

/// The system clock may be set, and the machine may sleep: so often it is looked at again.
constexpr std::chrono::seconds longest_rest{30};

meter::reading to_reading(const meter::answers& got)
{
    meter::reading result;
    result.time = got.time;
    result.values = got.values;
    result.missing = got.missing;
    result.failed = got.failed;
    return result;
}

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
      source_{source},
      schedule_{configured, time.wall()},
      port_{place_of(configured.device)},
      gate_{configured.limits, configured.model},
      memory_{fitting(std::move(known), configured.serial)},
      identity_{configured.serial, memory_.serial}
{
    gate_.recall(memory_.values, time.now());
}

bool poller::request(command asked)
{
    if (const auto known = recent_.find(asked.registers, asked.max_age, time_.now())) {
        asked.done(*known);
        return true;
    }
    if (!commands_.add(std::move(asked))) {
        return false;
    }
    wake_.notify();
    return true;
}

asio::awaitable<void> poller::run()
{
    for (;;) {
        const auto turn = schedule_.take(time_.wall());
        if (!turn.registers.empty()) {
            const auto outcome = co_await read(turn.registers, turn.why);
            if (outcome) {
                schedule_.succeeded();
                port_.answered();
            } else {
                schedule_.failed(time_.wall());
                port_.failed(outcome.error().why, time_.now());
            }
        } else if (commands_.has_waiting()) {
            const auto registers = commands_.front();
            std::ignore = co_await read(registers, meter::trigger::command);
        } else {
            co_await rest();
        }
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
    const auto until = std::min(looking.value_or(rested), rested);
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
    port_.looked(found, time_.now());
    if (found) {
        core::log::debug("{}: {} is back", configured_.name, source_.port_name());
        schedule_.hasten(time_.wall());
    }
}

asio::awaitable<core::outcome<meter::reading>> poller::read(std::vector<kmp::register_id> registers,
                                                            meter::trigger why)
{
    commands_.begin(registers);
    auto outcome = co_await visit(std::move(registers), why);
    report(outcome);
    commands_.finish(outcome);
    co_return outcome;
}

asio::awaitable<core::outcome<meter::reading>> poller::visit(
    std::vector<kmp::register_id> registers, meter::trigger why)
{
    const auto line = co_await source_.acquire();
    const auto got =
        co_await source_.visit(line, std::move(registers), identity_.is_due(time_.now()));
    if (!got.answers.answered) {
        const auto failed = got.answers.failure.value_or(core::failure{});
        if (failed.why == core::cause::silence) {
            line.wire().close();  // a connection may have died without a word
        }
        co_return failed;
    }
    if (got.identity) {
        if (const auto learned = learn(*got.identity); !learned) {
            co_return learned.error();
        }
    }
    auto result = to_reading(got.answers);
    result.duration = got.duration;
    const bool has_said = got.identity && !got.identity->serial.empty();
    if (const auto examined = co_await examine(line, result, has_said); !examined) {
        co_return examined.error();
    }
    result.trigger = why;
    result.sequence = ++memory_.sequence;
    result.serial = identity_.known().serial;
    co_return result;
}

/// Values that are in doubt are read again at once, while the port is ours; before that the meter
/// is asked whether it is still the same one, where they look as if it were not.
asio::awaitable<core::outcome<kmp::done>> poller::examine(const link::port::lease& line,
                                                          meter::reading& newest,
                                                          bool is_same_meter)
{
    const auto at = moment();
    if (!is_same_meter && gate_.is_broken_off(newest.values, at)) {
        const auto said = co_await ask_who(line);
        if (!said) {
            co_return said.error();
        }
        is_same_meter = *said;
    }
    auto doubtful = gate_.doubtful(newest.values, at);
    meter::answers again;
    const auto asked_again = time_.now();
    if (!doubtful.empty()) {
        again = co_await source_.read(line, std::move(doubtful));
    }
    const auto again_at = moment();
    if (again.answered) {
        newest.time = again.time;
        newest.duration +=
            std::chrono::duration_cast<std::chrono::milliseconds>(again_at.steady - asked_again);
    }
    gate_.settle(newest, at, again.values, again_at, is_same_meter);
    co_return kmp::done{};
}

/// @returns whether it said its serial number, or has none; or that it is not the configured one
asio::awaitable<core::outcome<bool>> poller::ask_who(const link::port::lease& line)
{
    const auto retries = std::min(configured_.retries, 1U);
    const auto serial = co_await source_.serial_number(line, retries);
    const auto known = identity_.known().serial;
    if (!serial || *serial == known) {
        co_return serial || known.empty();
    }
    const auto who = co_await source_.identify(line);
    const auto learned = learn(who);
    if (!learned) {
        co_return learned.error();
    }
    co_return !who.serial.empty();
}

core::outcome<kmp::done> poller::learn(const meter::identity& who)
{
    const auto meaning = identity_.learn(who, time_.now());
    if (meaning == verdict::foreign) {
        return core::failure{
            core::cause::wrong_answer,
            core::format("meter {} answers on {}, but the configuration says serial = \"{}\": "
                         "nothing of it is published",
                         who.serial.empty() ? "without a serial number" : who.serial,
                         source_.port_name(), configured_.serial)};
    }
    if (meaning == verdict::changed) {
        recent_.forget();
        gate_.forget();
        memory_.absences.clear();
    }
    to_.identified(identity_, meaning == verdict::changed);
    return kmp::done{};
}

void poller::remember()
{
    memory_.serial = identity_.known().serial;
    memory_.values = gate_.accepted();
}

void poller::report(const core::outcome<meter::reading>& outcome)
{
    if (outcome) {
        ++count_.reads;
        recent_.remember(*outcome, time_.now());
        if (availability_.failures() > 0) {
            core::log::info("{}: answers again", configured_.name);
        }
        const bool came_back = availability_.answered();
        remember();
        to_.read(*outcome, memory_);
        if (came_back) {
            to_.availability(true);
        }
        return;
    }
    const auto& why = outcome.error();
    to_.remembered(memory_);
    identity_.doubt();
    count_.last_error = why.text;
    if (availability_.failures() == 0 || why.why != last_cause_) {
        core::log::warning("{}: {}", configured_.name, why.text);
    } else {
        core::log::debug("{}: {}", configured_.name, why.text);
    }
    last_cause_ = why.why;
    if (availability_.failed(why.why, time_.now())) {
        to_.availability(false);
    }
}

}  // namespace kmp2mqtt::poll
