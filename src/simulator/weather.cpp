// SPDX-License-Identifier: Apache-2.0

#include "simulator/weather.hpp"

#include <cmath>
#include <numbers>

#include "simulator/chance.hpp"

namespace kmp2mqtt::simulator {
namespace {

/// One at the given phase, minus one half a turn later.
double wave(double turns)
{
    return std::cos(2 * std::numbers::pi * turns);
}

/// What this day's weather adds to the season's temperature.
double anomaly(std::uint64_t seed, std::chrono::local_days day)
{
    chance luck{seed, static_cast<std::uint64_t>(day.time_since_epoch().count())};
    return luck.between(-4.5, 4.5);
}

}  // namespace

double outside_temperature(std::uint64_t seed, meter_time when)
{
    const auto day = std::chrono::floor<std::chrono::days>(when);
    const double of_day =
        std::chrono::duration<double, std::chrono::days::period>{when - day} / std::chrono::days{1};
    const double days = static_cast<double>(day.time_since_epoch().count()) + of_day;

    const double season = 8.5 - (8.5 * wave((days - 22) / 365.2425));  // coldest 23 January
    const double sun = (3.0 - (1.5 * wave((days - 10) / 365.2425))) * wave(of_day - (15.0 / 24));
    const double blend = (1 - wave(of_day / 2)) / 2;
    const double weather =
        std::lerp(anomaly(seed, day), anomaly(seed, day + std::chrono::days{1}), blend);
    return season + sun + weather;
}

}  // namespace kmp2mqtt::simulator
