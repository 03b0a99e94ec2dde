// SPDX-License-Identifier: Apache-2.0

#include "poll/schedule.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "meter/requests.hpp"
#include "poll/clock_grid.hpp"

namespace kmp2mqtt::poll {

namespace {

using wall_time = core::clock::wall_time;

/// Delay of the next try after the first, second, third and each further failure in a row.
constexpr std::array<std::chrono::minutes, 3> retry_after{
    std::chrono::minutes{1}, std::chrono::minutes{5}, std::chrono::minutes{15}};

}  // namespace

schedule::schedule(const meter::settings& configured, wall_time start)
    : order_{configured.registers()}
{
    for (const auto& plan : configured.polls) {
        plans_.push_back({.plan = plan, .offset = configured.offset_of(plan.every), .due = start});
    }
}

wall_time schedule::next() const noexcept
{
    const auto first = std::ranges::min_element(plans_, {}, &entry::due)->due;
    return retry_ ? std::min(*retry_, first) : first;
}

std::uint32_t schedule::requests_before(wall_time end) const
{
    std::uint32_t sum = 0;
    for (const auto& each : plans_) {
        if (each.due < end) {
            const auto turns = (end - each.due - wall_time::duration{1}) / each.plan.every + 1;
            sum += static_cast<std::uint32_t>(turns) *
                   static_cast<std::uint32_t>(meter::split(each.plan.registers).size());
        }
    }
    return sum;
}

turn schedule::take(wall_time now)
{
    follow_clock(now);
    turn taken;
    taken.is_planned = false;
    for (auto& each : plans_) {
        if (each.due <= now) {
            const bool was_missed = now - std::max(each.due, free_since_) > missed_after;
            each.is_open = each.is_open || !was_missed;
            taken.is_planned = taken.is_planned || !was_missed;
            if (was_missed) {
                taken.missed = each.due;
            }
            each.due = next_due(each, now);
        }
    }
    if (!taken.is_planned && !(retry_ && *retry_ <= now)) {
        return taken;
    }
    retry_.reset();
    taken.why = started_ ? meter::trigger::poll : meter::trigger::start;
    taken.is_planned = std::exchange(begun_, true) && taken.is_planned;
    std::ranges::copy_if(order_, std::back_inserter(taken.registers),
                         [this](auto id) { return is_open(id); });
    return taken;
}

bool schedule::is_open(kmp::register_id id) const
{
    return std::ranges::any_of(plans_, [id](const auto& each) {
        return each.is_open &&
               std::ranges::find(each.plan.registers, id) != each.plan.registers.end();
    });
}

void schedule::failed(wall_time now)
{
    retry_ = now + retry_after.at(std::min(failures_, retry_after.size() - 1));
    ++failures_;
}

void schedule::hasten(wall_time now)
{
    if (retry_) {
        retry_ = std::min(*retry_, now);
    }
}

void schedule::succeeded() noexcept
{
    started_ = true;
    failures_ = 0;
    retry_.reset();
    for (auto& each : plans_) {
        each.is_open = false;
    }
}

void schedule::change_interval(std::chrono::milliseconds every, std::chrono::milliseconds offset,
                               wall_time now)
{
    auto& first = plans_.front();
    first.plan.every = every;
    first.offset = offset;
    if (first.due > now) {
        first.due = first_due(first, now);
    }
}

wall_time schedule::first_due(const entry& of, wall_time now)
{
    return divides_a_day(of.plan.every) ? next_on_clock(now, of.plan.every, of.offset)
                                        : now + of.plan.every;
}

wall_time schedule::next_due(const entry& of, wall_time now)
{
    if (divides_a_day(of.plan.every)) {
        return next_on_clock(now, of.plan.every, of.offset);
    }
    const auto turns = (now - of.due) / of.plan.every + 1;
    return of.due + turns * of.plan.every;
}

/// A clock that was set back must not leave a meter unread until it catches up.
void schedule::follow_clock(wall_time now)
{
    for (auto& each : plans_) {
        each.due = std::min(each.due, first_due(each, now));
    }
    free_since_ = std::min(free_since_, now);
    if (retry_ && *retry_ - now > retry_after.back()) {
        retry_ = now + retry_after.back();
    }
}

}  // namespace kmp2mqtt::poll
