// SPDX-License-Identifier: Apache-2.0

#include "simulator/house.hpp"

#include <chrono>
#include <ctime>

#include <doctest/doctest.h>

using namespace kmp2mqtt::simulator;
using namespace std::chrono;

namespace {

meter_time on(year_month_day date, seconds of_day = 0s)
{
    return local_days{date} + of_day;
}

/// What the house counts in one day that begins at `date`.
counters use_of_day(house& home, year_month_day date)
{
    home.advance(on(date));
    const counters before = home.totals();
    home.advance(on(date) + 24h);
    counters used = home.totals();
    used.heat -= before.heat;
    used.cooling -= before.cooling;
    used.volume -= before.volume;
    used.tap_volume -= before.tap_volume;
    return used;
}

bool same(const counters& a, const counters& b)
{
    return a.heat == b.heat && a.cooling == b.cooling && a.volume == b.volume &&
           a.volume_t1 == b.volume_t1 && a.volume_t2 == b.volume_t2 && a.tap_volume == b.tap_volume;
}

bool has_fallen(const counters& now, const counters& before)
{
    return now.heat < before.heat || now.cooling < before.cooling || now.volume < before.volume ||
           now.volume_t1 < before.volume_t1 || now.volume_t2 < before.volume_t2 ||
           now.tap_volume < before.tap_volume;
}

}  // namespace

TEST_SUITE("simulator/house")
{
    TEST_CASE("no counter falls in a year")
    {
        house home{1, true, on(2026y / 1 / 1)};
        int falls = 0;
        for (auto now = on(2026y / 1 / 1); now < on(2027y / 1 / 1); now += 97min) {
            const counters before = home.totals();
            home.advance(now);
            falls += has_fallen(home.totals(), before) ? 1 : 0;
        }
        CHECK(falls == 0);
    }

    TEST_CASE("no counter falls when the house is built anew in the next year")
    {
        for (const std::uint64_t seed : {1U, 2U, 3U, 4U, 5U, 6U}) {
            CAPTURE(seed);
            const house old{seed, true, on(2026y / 12 / 31, 24h - 1s)};
            const house anew{seed, true, on(2027y / 1 / 1)};
            CHECK_FALSE(has_fallen(anew.totals(), old.totals()));
        }
    }

    TEST_CASE("energy is the sum of power, and volume the sum of flow")
    {
        house home{3, false, on(2026y / 2 / 3)};
        const counters before = home.totals();
        std::int64_t joules = 0;
        std::int64_t volume = 0;
        for (int i = 0; i < 2880; ++i) {
            home.advance(home.now() + step);
            joules += home.present().power * step.count();
            volume += home.present().flow * step.count();
        }
        CHECK(joules > 0);
        CHECK(home.totals().heat - before.heat == joules);
        CHECK(home.totals().volume - before.volume == volume);
    }

    TEST_CASE("energy agrees with volume and temperatures")
    {
        house home{2, false, on(2026y / 1 / 1)};
        const auto check = [&home] {
            const auto& counted = home.totals();
            const double by_volume =
                static_cast<double>(counted.volume_t1 - counted.volume_t2) * heat_capacity / 10'000;
            CHECK(static_cast<double>(counted.heat) == doctest::Approx(by_volume).epsilon(0.01));
        };
        SUBCASE("at the start")
        {
            check();
        }
        SUBCASE("after half a year")
        {
            home.advance(on(2026y / 7 / 1));
            check();
        }
    }

    TEST_CASE("a winter day needs more heat than a summer day, which needs hot water")
    {
        house home{1, false, on(2026y / 1 / 1)};
        const auto winter = use_of_day(home, 2026y / 1 / 20);
        const auto summer = use_of_day(home, 2026y / 7 / 20);
        CHECK(winter.heat > 3 * summer.heat);
        CHECK(summer.heat > 2 * 3'600'000);  // 2 kWh
        CHECK(summer.tap_volume > 100 * 3'600);
    }

    TEST_CASE("a house that can be cooled is cooled in summer only")
    {
        house home{1, true, on(2026y / 1 / 1)};
        home.advance(on(2026y / 6 / 1));
        const auto spring = home.totals().cooling;
        int least_power = 0;
        while (home.now() < on(2026y / 9 / 1)) {
            home.advance(home.now() + 5min);
            least_power = std::min(least_power, home.present().power);
        }
        const auto summer = home.totals().cooling;
        home.advance(on(2026y / 12 / 31));
        CHECK(spring == house{1, true, on(2026y / 1 / 1)}.totals().cooling);
        CHECK(summer > spring);
        CHECK(least_power < -500);
        CHECK(house{1, false, on(2026y / 9 / 1)}.totals().cooling == 0);
    }

    TEST_CASE("the same seed and time give the same house, however often it was read")
    {
        house often{7, true, on(2026y / 5 / 1)};
        while (often.now() < on(2026y / 5 / 8)) {
            often.advance(often.now() + 41s);
        }
        const house once{7, true, often.now()};
        CHECK(same(often.totals(), once.totals()));
        CHECK(often.present().t1 == once.present().t1);
        CHECK_FALSE(same(once.totals(), house{8, true, often.now()}.totals()));
    }

    TEST_CASE("a jump of a year is cheap")
    {
        house home{1, true, on(2026y / 1 / 1)};
        const auto before = std::clock();
        home.advance(on(2027y / 1 / 1));
        CHECK(static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC < 3);
        CHECK(home.now() == on(2027y / 1 / 1));
    }

    TEST_CASE("a time that has passed changes nothing")
    {
        house home{1, false, on(2026y / 3 / 1)};
        const counters before = home.totals();
        home.advance(on(2026y / 2 / 1));
        CHECK(same(home.totals(), before));
    }

    TEST_CASE("extremes carry the day they occurred on and begin anew with the month")
    {
        house home{1, false, on(2026y / 3 / 31, 23h)};
        const auto march = home.month().power.largest();
        CHECK(march.value > 5'000);
        CHECK(march.date >= local_days{2026y / 3 / 1});
        CHECK(march.date <= local_days{2026y / 3 / 31});
        CHECK(home.year().power.largest().value >= march.value);
        home.advance(on(2026y / 4 / 1, 1min));
        CHECK(home.month().power.largest().date == local_days{2026y / 4 / 1});
        CHECK(home.year().power.largest().value >= march.value);
    }
}
