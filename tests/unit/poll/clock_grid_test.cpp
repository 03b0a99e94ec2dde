// SPDX-License-Identifier: Apache-2.0

#include "poll/clock_grid.hpp"

#include <string>

#include <doctest/doctest.h>

#include "core/local_time.hpp"

using namespace std::chrono_literals;
using kmp2mqtt::core::clock;
using kmp2mqtt::poll::divides_a_day;
using kmp2mqtt::poll::next_on_clock;

namespace {

/// A moment in Copenhagen.
clock::wall_time at(unsigned month, unsigned day, std::chrono::seconds time)
{
    return kmp2mqtt::core::from_local(
        std::chrono::year{2026} / std::chrono::month{month} / std::chrono::day{day}, time);
}

std::string next(clock::wall_time after, std::chrono::milliseconds every,
                 std::chrono::milliseconds offset = 0ms)
{
    return kmp2mqtt::core::iso_text(next_on_clock(after, every, offset));
}

struct in_copenhagen {
    in_copenhagen() { REQUIRE(kmp2mqtt::core::set_time_zone("Europe/Copenhagen")); }
};

}  // namespace

TEST_SUITE("poll/clock_grid")
{
    TEST_CASE("an hour, a minute and a second divide a day, seven minutes do not")
    {
        CHECK(divides_a_day(24h));
        CHECK(divides_a_day(1h));
        CHECK(divides_a_day(1min));
        CHECK(divides_a_day(1s));
        CHECK_FALSE(divides_a_day(7min));
        CHECK_FALSE(divides_a_day(48h));
        CHECK_FALSE(divides_a_day(0ms));
    }

    TEST_CASE_FIXTURE(in_copenhagen, "hourly reads are due at the full hour, shifted by the offset")
    {
        CHECK(next(at(11, 22, 11h + 45min), 1h) == "2026-11-22T12:00:00+01:00");
        CHECK(next(at(11, 22, 11h + 45min), 1h, -30s) == "2026-11-22T11:59:30+01:00");
        CHECK(next(at(11, 22, 11h + 59min + 30s), 1h, -30s) == "2026-11-22T12:59:30+01:00");
        CHECK(next(at(11, 22, 11h), 1h, 90s) == "2026-11-22T11:01:30+01:00");
    }

    TEST_CASE_FIXTURE(in_copenhagen, "a full hour is not due again while it is that hour")
    {
        CHECK(next(at(11, 22, 12h), 1h) == "2026-11-22T13:00:00+01:00");
    }

    TEST_CASE_FIXTURE(in_copenhagen, "daily reads are due at local midnight")
    {
        CHECK(next(at(11, 22, 11h), 24h) == "2026-11-23T00:00:00+01:00");
        CHECK(next(at(7, 1, 11h), 24h) == "2026-07-02T00:00:00+02:00");
    }

    TEST_CASE_FIXTURE(in_copenhagen, "an hour that is skipped in spring is not read")
    {
        const auto before = next_on_clock(at(3, 29, 30min), 1h, 0ms);
        CHECK(kmp2mqtt::core::iso_text(before) == "2026-03-29T01:00:00+01:00");
        CHECK(next(before, 1h) == "2026-03-29T03:00:00+02:00");
    }

    TEST_CASE_FIXTURE(in_copenhagen, "an hour that occurs twice in autumn is read twice")
    {
        const auto first = next_on_clock(at(10, 25, 1h + 30min), 1h, 0ms);
        CHECK(kmp2mqtt::core::iso_text(first) == "2026-10-25T02:00:00+02:00");
        const auto second = next_on_clock(first, 1h, 0ms);
        CHECK(kmp2mqtt::core::iso_text(second) == "2026-10-25T02:00:00+01:00");
        CHECK(next(second, 1h) == "2026-10-25T03:00:00+01:00");
    }

    TEST_CASE_FIXTURE(in_copenhagen, "a read every four hours keeps to the clock over the change")
    {
        CHECK(next(at(3, 29, 0s), 4h) == "2026-03-29T04:00:00+02:00");
        CHECK(next(at(10, 25, 0s), 4h) == "2026-10-25T04:00:00+01:00");
    }

    TEST_CASE_FIXTURE(in_copenhagen, "midnight after a change of the clock is midnight")
    {
        CHECK(next(at(3, 29, 0s), 24h) == "2026-03-30T00:00:00+02:00");
        CHECK(next(at(10, 25, 0s), 24h, -30s) == "2026-10-25T23:59:30+01:00");
    }
}
