// SPDX-License-Identifier: Apache-2.0

#include "poll/clock_grid.hpp"

#include "core/local_time.hpp"

namespace kmp2mqtt::poll {

namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using wall_time = core::clock::wall_time;

/// The first multiple of `every` after `after`, on a clock that is `ahead` of UTC.
wall_time next_multiple(wall_time after, milliseconds every, seconds ahead)
{
    const auto shown =
        std::chrono::floor<milliseconds>(after.time_since_epoch()) + milliseconds{ahead};
    return wall_time{(shown / every + 1) * every - milliseconds{ahead}};
}

/// The first second in (from, to] whose offset from UTC is not that of `from`.
wall_time change_between(wall_time from, wall_time to)
{
    const auto old = core::utc_offset(from);
    auto before = std::chrono::floor<seconds>(from);
    auto after = std::chrono::ceil<seconds>(to);
    while (after - before > seconds{1}) {
        const auto middle = before + (after - before) / 2;
        (core::utc_offset(middle) == old ? before : after) = middle;
    }
    return after;
}

}  // namespace

bool divides_a_day(milliseconds every) noexcept
{
    return every > milliseconds{0} && std::chrono::hours{24} % every == milliseconds{0};
}

wall_time next_on_clock(wall_time after, milliseconds every, milliseconds offset)
{
    const auto from = after - offset;
    const auto ahead = core::utc_offset(from);
    auto next = next_multiple(from, every, ahead);
    if (core::utc_offset(next) != ahead) {
        // The clock is changed on the way: what it shows from then on counts.
        const auto change = change_between(from, next);
        next = next_multiple(change - milliseconds{1}, every, core::utc_offset(change));
    }
    return next + offset;
}

}  // namespace kmp2mqtt::poll
