// SPDX-License-Identifier: Apache-2.0

#include "simulator/habits.hpp"

#include <numeric>

#include <doctest/doctest.h>

using namespace kmp2mqtt::simulator;
using namespace std::chrono;

namespace {

/// Litres between two hours of a day.
double litres(const std::array<std::uint16_t, steps_a_day>& taps, int from, int to)
{
    const auto first = taps.begin() + from * (1h / step);
    const auto last = taps.begin() + to * (1h / step);
    return std::accumulate(first, last, 0) * duration<double>{step} / 1h;
}

}  // namespace

TEST_SUITE("simulator/habits")
{
    TEST_CASE("people shower in the morning and sleep at night")
    {
        const auto taps = plan_taps(1, local_days{2026y / 11 / 23});
        CHECK(litres(taps.hot, 6, 9) > 40);
        CHECK(litres(taps.hot, 0, 6) == 0);
    }

    TEST_CASE("no two days are alike")
    {
        CHECK(plan_taps(1, local_days{2026y / 11 / 23}).hot !=
              plan_taps(1, local_days{2026y / 11 / 24}).hot);
    }

    TEST_CASE("thermostats are set lower at night, and longer so on weekends")
    {
        const auto monday = local_days{2026y / 11 / 23};
        const auto sunday = monday - days{1};
        CHECK(set_point(monday + 3h) < set_point(monday + 12h));
        CHECK(set_point(sunday + 6h) < set_point(monday + 6h));
    }
}
