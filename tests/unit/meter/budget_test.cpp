// SPDX-License-Identifier: Apache-2.0

#include "meter/budget.hpp"

#include <doctest/doctest.h>

#include "core/local_time.hpp"

using namespace std::chrono_literals;
using kmp2mqtt::core::clock;
using kmp2mqtt::meter::budget;
using kmp2mqtt::meter::spending;

namespace {

constexpr auto november_22 = std::chrono::local_days{std::chrono::November / 22 / 2026};
constexpr clock::wall_time midnight{std::chrono::sys_days{std::chrono::November / 22 / 2026}};
constexpr auto noon = midnight + 12h;

struct in_utc {
    in_utc() { REQUIRE(kmp2mqtt::core::set_time_zone("UTC")); }
};

void spend(budget& from, int telegrams, clock::wall_time when = noon)
{
    for (int each = 0; each < telegrams; ++each) {
        from.spend(when);
    }
}

}  // namespace

TEST_SUITE("meter/budget")
{
    TEST_CASE_FIXTURE(in_utc, "telegrams are counted until none is left")
    {
        budget of{5, {}};
        CHECK(of.left(noon) == 5);
        spend(of, 4);
        CHECK(of.has_left(noon));
        spend(of, 1);
        CHECK_FALSE(of.has_left(noon));
        CHECK(of.spent(noon) == 5);
        CHECK(of.left(noon) == 0);
    }

    TEST_CASE_FIXTURE(in_utc, "the next local day begins anew")
    {
        budget of{5, {}};
        spend(of, 5);
        CHECK_FALSE(of.has_left(midnight + 24h - 1s));
        CHECK(of.left(midnight + 24h) == 5);
        spend(of, 1, midnight + 24h);
        CHECK(of.spending() == spending{.day = november_22 + std::chrono::days{1}, .telegrams = 1});
    }

    TEST_CASE("a day is that of the local calendar")
    {
        REQUIRE(kmp2mqtt::core::set_time_zone("Europe/Copenhagen"));
        budget of{5, {}};
        spend(of, 5, midnight + 22h);
        CHECK_FALSE(of.has_left(midnight + 23h - 1s));
        CHECK(of.has_left(midnight + 23h));
        REQUIRE(kmp2mqtt::core::set_time_zone("UTC"));
    }

    TEST_CASE_FIXTURE(in_utc, "what was spent before a restart counts on the same day only")
    {
        const budget today{5, {.day = november_22, .telegrams = 3}};
        CHECK(today.left(noon) == 2);
        const budget yesterday{5, {.day = november_22 - std::chrono::days{1}, .telegrams = 3}};
        CHECK(yesterday.left(noon) == 5);
        const budget smaller_now{2, {.day = november_22, .telegrams = 3}};
        CHECK(smaller_now.left(noon) == 0);
    }

    TEST_CASE_FIXTURE(in_utc, "a clock that is set back a day does not give the telegrams back")
    {
        budget of{5, {.day = november_22, .telegrams = 4}};
        CHECK(of.left(noon - 24h) == 1);
        spend(of, 1, noon - 24h);
        CHECK(of.spending() == spending{.day = november_22, .telegrams = 5});
    }

    TEST_CASE_FIXTURE(in_utc, "what nobody planned leaves the telegrams of the reads alone")
    {
        budget of{40, {}};
        of.leave(12);
        spend(of, 27);
        CHECK(of.has_left(noon));
        spend(of, 1);
        CHECK_FALSE(of.has_left(noon));
        of.leave(0);
        CHECK(of.has_left(noon));
    }

    TEST_CASE_FIXTURE(in_utc, "a refusal says what is spent and when it is possible again")
    {
        budget of{5, {}};
        spend(of, 5);
        const auto why = of.refusal(noon);
        CHECK(why.why == kmp2mqtt::core::cause::budget_spent);
        CHECK(why.text ==
              "today's 5 telegrams are spent ([meter.budget] telegrams_per_day); it is possible "
              "again at 2026-11-23T00:00:00+00:00");
        budget kept{30, {}};
        spend(kept, 20);
        CHECK(kept.refusal(noon).text.starts_with(
            "of today's 30 telegrams 10 are left, for the reads"));
    }

    TEST_CASE_FIXTURE(in_utc, "a clock that was a year ahead leaves no year without a read")
    {
        budget of{5, {.day = november_22 + std::chrono::days{365}, .telegrams = 5}};
        of.follow(noon);
        CHECK_FALSE(of.has_left(noon));
        CHECK(of.left(midnight + 24h) == 5);
    }

    TEST_CASE_FIXTURE(in_utc, "a clock that is set back and forward begins no new day")
    {
        budget of{5, {}};
        spend(of, 3);
        spend(of, 1, noon - 24h);
        CHECK(of.left(noon - 24h) == 1);
        of.follow(noon);
        CHECK(of.left(noon) == 1);
    }

    TEST_CASE_FIXTURE(in_utc, "nor does one that is yesterday's after each restart")
    {
        budget before{5, {.day = november_22, .telegrams = 3}};
        before.follow(noon - 24h);
        spend(before, 1, noon - 24h);
        budget of{5, before.spending()};
        of.follow(noon);
        CHECK(of.left(noon) == 1);
    }
}
