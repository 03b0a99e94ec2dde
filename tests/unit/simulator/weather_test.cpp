// SPDX-License-Identifier: Apache-2.0

#include "simulator/weather.hpp"

#include <cmath>

#include <doctest/doctest.h>

using namespace kmp2mqtt::simulator;
using namespace std::chrono;

namespace {

/// Mean over a month, every hour.
double mean(year_month month, std::uint64_t seed)
{
    double sum = 0;
    int hours = 0;
    const meter_time end = local_days{month / last} + 24h;
    for (meter_time now = local_days{month / 1}; now < end; now += 1h) {
        sum += outside_temperature(seed, now);
        ++hours;
    }
    return sum / hours;
}

}  // namespace

TEST_SUITE("simulator/weather")
{
    TEST_CASE("January is cold and July is warm")
    {
        for (const std::uint64_t seed : {1U, 2U, 3U}) {
            CHECK(mean(2026y / January, seed) < 4);
            CHECK(mean(2026y / July, seed) > 13);
        }
    }

    TEST_CASE("the afternoon is warmer than the night")
    {
        double difference = 0;
        for (auto day = local_days{2026y / 1 / 1}; day < local_days{2027y / 1 / 1};
             day += days{1}) {
            difference += outside_temperature(1, day + 15h) - outside_temperature(1, day + 3h);
        }
        CHECK(difference / 365 > 3);
    }

    TEST_CASE("the temperature never jumps")
    {
        double largest = 0;
        const meter_time end = local_days{2026y / 3 / 1};
        for (meter_time now = local_days{2026y / 1 / 1}; now < end; now += 10min) {
            largest = std::max(largest, std::abs(outside_temperature(1, now + 10min) -
                                                 outside_temperature(1, now)));
        }
        CHECK(largest < 0.5);
    }
}
