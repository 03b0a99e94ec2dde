// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <chrono>
#include <iterator>
#include <utility>

#include "core/log.hpp"
#include "poll/among.hpp"
#include "poll/poller.hpp"

namespace kmp2mqtt::poll {

namespace {

/// The reading of `registers`, of which `not_asked` were left out of the requests.
meter::reading to_reading(const meter::visit& got, const std::vector<kmp::register_id>& registers,
                          std::vector<kmp::register_id> not_asked)
{
    meter::reading result;
    result.time = got.answers.time;
    result.duration = got.duration;
    result.values = got.answers.values;
    result.failed = got.answers.failed;
    std::ranges::copy_if(registers, std::back_inserter(result.missing), [&](auto id) {
        return is_among(got.answers.missing, id) || is_among(not_asked, id);
    });
    result.not_asked = std::move(not_asked);
    return result;
}

}  // namespace

asio::awaitable<core::outcome<meter::reading>> poller::visit(errand what)
{
    if (!budget_.has_left(time_.wall())) {
        co_return budget_.refusal(time_.wall());
    }
    const auto line = co_await source_.acquire();
    co_await waker_.knock();
    if (const auto greeted = co_await greet(line); !greeted) {
        co_return greeted.error();
    }
    auto asked = questions_for(what);
    const bool who_is_due = asked.identity;
    const auto got = co_await source_.visit(line, std::move(asked));
    if (!got.answers.answered) {
        co_return unanswered(line, got);
    }
    if (got.identity) {
        if (const auto known = co_await recognise(line, *got.identity); !known) {
            co_return known.error();
        }
    } else if (who_is_due) {
        co_return budget_.refusal(time_.wall());  // these may be the values of another meter
    }
    auto result = to_reading(got, what.registers, std::move(what.not_asked));
    const bool has_said = got.identity && !got.identity->serial.empty();
    if (const auto examined = co_await examine(line, result, has_said); !examined) {
        co_return examined.error();
    }
    note_silence(got);
    result.trigger = what.why;
    result.sequence = ++memory_.sequence;
    result.serial = identity_.known().serial;
    co_return result;
}

/// Another meter than the configured one costs one telegram each time, not a read.
asio::awaitable<core::outcome<kmp::done>> poller::greet(const link::port::lease& line)
{
    meter::identity stranger;
    stranger.serial = std::exchange(foreign_, {});
    if (stranger.serial.empty()) {
        co_return kmp::done{};
    }
    const auto said = co_await source_.serial_number(line, 0);
    if (said && *said == stranger.serial) {
        co_return learn(stranger);
    }
    co_return kmp::done{};
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
        std::vector<kmp::register_id> none;
        again = co_await source_.read(line, std::move(doubtful), std::move(none));
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
    if (!who) {
        co_return budget_.refusal(time_.wall());  // another meter's values, and nobody knows whose
    }
    const auto learned = learn_twice(*who, *serial);
    if (!learned) {
        co_return learned.error();
    }
    co_return !who->serial.empty();
}

/// The meter is asked once more before it counts as another one.
asio::awaitable<core::outcome<kmp::done>> poller::recognise(const link::port::lease& line,
                                                            meter::identity who)
{
    if (!identity_.is_other(who)) {
        co_return learn(who);
    }
    const auto again = co_await source_.serial_number(line, std::min(configured_.retries, 1U));
    if (!again) {
        co_return again.error();
    }
    co_return learn_twice(std::move(who), *again);
}

/// A damaged frame that passes its checksum says a wrong number once, and hardly the same one
/// twice.
core::outcome<kmp::done> poller::learn_twice(meter::identity who, const std::string& serial)
{
    const auto& known = identity_.known().serial;
    if (who.serial == serial) {
        return learn(who);
    }
    if (known.empty() || (who.serial != known && serial != known)) {
        const auto text = [](const std::string& said) { return said.empty() ? "nobody" : said; };
        return core::failure{
            core::cause::wrong_answer,
            core::format("the meter on {} says that it is {}, and then {}: its values are kept "
                         "back until it says one number twice",
                         source_.port_name(), text(who.serial), text(serial))};
    }
    who.serial = known;
    return learn(who);
}

core::outcome<kmp::done> poller::learn(const meter::identity& who)
{
    const auto meaning = identity_.learn(who, time_.now());
    if (meaning == verdict::foreign) {
        foreign_ = who.serial;
        if (who.serial.empty() && !who.names_nobody) {
            return core::failure{core::cause::wrong_answer,
                                 core::format("the meter on {} did not say its serial number: its "
                                              "values are kept back",
                                              source_.port_name())};
        }
        return core::failure{
            core::cause::wrong_answer,
            core::format("meter {} answers on {}, but the configuration says serial = \"{}\": "
                         "nothing of it is published; correct that, or leave it out",
                         who.serial.empty() ? "without a serial number" : who.serial,
                         source_.port_name(), configured_.serial)};
    }
    if (meaning == verdict::changed) {
        recent_.forget();
        gate_.forget();
        absences_.forget();
        silencers_.forget();
    }
    to_.identified(identity_, meaning == verdict::changed);
    return kmp::done{};
}

const meter::memory& poller::remember()
{
    memory_.serial = identity_.known().serial;
    memory_.values = gate_.accepted();
    memory_.absences = absences_.known();
    memory_.spending = budget_.spending();
    return memory_;
}

}  // namespace kmp2mqtt::poll
