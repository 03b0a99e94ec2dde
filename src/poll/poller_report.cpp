// SPDX-License-Identifier: Apache-2.0

#include <utility>

#include <kmp/registers.hpp>

#include "core/local_time.hpp"
#include "core/log.hpp"
#include "poll/poller.hpp"

namespace kmp2mqtt::poll {

namespace {

void tell(const std::string& meter, const absences::change& what)
{
    const auto name = kmp::name_of(what.id);
    if (what.is_absent) {
        core::log::info("{}: the meter left out {} {} times in a row: it is asked for once a day",
                        meter, name, absent_after);
    } else {
        core::log::info("{}: the meter gives {} again", meter, name);
    }
}

}  // namespace

void poller::report(const core::outcome<meter::reading>& outcome)
{
    if (outcome) {
        answered(*outcome);
    } else if (outcome.error().why == core::cause::budget_spent) {
        refused(outcome.error());
    } else {
        failed(outcome.error());
    }
}

void poller::answered(const meter::reading& newest)
{
    ++count_.reads;
    condition_.answered();
    source_.answered_before();
    recent_.remember(newest, time_.now());
    for (const auto& change : absences_.note(newest)) {
        tell(configured_.name, change);
    }
    if (availability_.failures() > 0) {
        core::log::info("{}: answers again", configured_.name);
    }
    const bool came_back = availability_.answered();
    to_.read(newest, remember());
    if (came_back) {
        to_.availability(true);
    }
}

void poller::failed(const core::failure& why)
{
    condition_.failed(why.why);
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

/// Nothing was asked: that says nothing of the meter.
void poller::refused(const core::failure& why)
{
    count_.last_error = why.text;
    const auto today = core::local_day(time_.wall());
    if (std::exchange(refused_on_, today) != today) {
        to_.noticed({.type = "budget_spent", .message = why.text});
    }
}

}  // namespace kmp2mqtt::poll
