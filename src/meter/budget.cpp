// SPDX-License-Identifier: Apache-2.0

#include "meter/budget.hpp"

#include <algorithm>
#include <chrono>

#include "core/local_time.hpp"
#include "core/log.hpp"

namespace kmp2mqtt::meter {

void budget::follow(core::clock::wall_time now)
{
    const auto day = core::local_day(now);
    if (day >= spending_.day) {
        behind_.reset();
    } else if (!behind_ || day < *behind_) {
        behind_ = day;
    }
}

void budget::spend(core::clock::wall_time now)
{
    const auto day = core::local_day(now);
    if (is_new(day)) {
        spending_ = {.day = day, .telegrams = 0};
    }
    follow(now);
    ++spending_.telegrams;
}

bool budget::is_new(std::chrono::local_days day) const
{
    return day > spending_.day || (behind_ && day > *behind_ && day < spending_.day);
}

std::uint32_t budget::spent(core::clock::wall_time now) const
{
    return is_new(core::local_day(now)) ? 0 : spending_.telegrams;
}

std::uint32_t budget::left(core::clock::wall_time now) const
{
    return a_day_ - std::min(a_day_, spent(now));
}

core::failure budget::refusal(core::clock::wall_time now) const
{
    const auto remaining = left(now);
    const auto what =
        remaining == 0
            ? core::format("today's {} telegrams are spent", a_day_)
            : core::format("of today's {} telegrams {} are left, for the reads", a_day_, remaining);
    return {.why = core::cause::budget_spent,
            .text = core::format(
                "{} ([meter.budget] telegrams_per_day); it is possible again {} {}", what,
                remaining == 0 ? "at" : "by", core::iso_text(core::next_midnight(now)))};
}

}  // namespace kmp2mqtt::meter
