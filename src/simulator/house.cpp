// SPDX-License-Identifier: Apache-2.0

#include "simulator/house.hpp"

#include <algorithm>
#include <cmath>

namespace kmp2mqtt::simulator {
namespace {

using namespace std::chrono_literals;
using std::chrono::local_days;

constexpr double seconds_a_step = step.count();
constexpr double room_capacity = 5000 * 3600.0;  // joules for each kelvin: air, furniture, walls
constexpr double gains = 420;                    // watts: people, lamps, the refrigerator
constexpr double wall_temperature = 17;          // of the room with the pipes
constexpr double ground_share = 0.45;            // of the air's yearly swing, in a buried pipe
constexpr double watts = static_cast<double>(heat_capacity) / 100;  // for each l/h and kelvin

/// Moves `value` towards `target`, as a body does that follows with this time constant.
void follow(double& value, double target, std::chrono::duration<double> time_constant)
{
    value += (target - value) * seconds_a_step / (seconds_a_step + time_constant.count());
}

int hundredths(double value)
{
    return static_cast<int>(std::lround(value * 100));
}

local_days installation_day(std::uint64_t seed)
{
    chance luck{seed, 3};
    const auto month = luck.between(3, 11);
    return local_days{std::chrono::year{2018} / month / luck.between(1, 28)};
}

local_days new_year(meter_time now)
{
    const auto today = std::chrono::floor<std::chrono::days>(now);
    return local_days{std::chrono::year_month_day{today}.year() / std::chrono::January / 1};
}

}  // namespace

house::house(std::uint64_t seed, bool has_cooling, meter_time now)
    : seed_{seed},
      has_cooling_{has_cooling},
      noise_{seed, 1},
      loss_{chance{seed, 2}.between(105.0, 165.0)},
      radiator_flow_{loss_ * 2.6},
      installed_{installation_day(seed)},
      now_{new_year(now)}
{
    count_past_years();
    advance(now);
}

void house::count_past_years()
{
    const double years =
        std::chrono::duration<double, std::chrono::years::period>{now_ - installed_}.count();
    const auto use = [years](double a_year) {
        return std::max<std::int64_t>(std::llround(years * a_year), 0);
    };
    // A little more than a simulated year needs, so that no counter falls at a start in January.
    totals_.volume = use(loss_ * 11.5 * 3'600'000 / 4);
    totals_.volume_t1 = totals_.volume * 6'900;
    totals_.volume_t2 = totals_.volume * 3'500;
    totals_.heat = totals_.volume * (6'900 - 3'500) * heat_capacity / 10'000;
    totals_.cooling = has_cooling_ ? use(900.0 * 3'600'000) : 0;
    totals_.tap_volume = use(130.0 * 3'600'000);
}

void house::advance(meter_time to)
{
    while (now_ + step <= to) {
        move();
        now_ += step;
    }
}

void house::move()
{
    const auto today = std::chrono::floor<std::chrono::days>(now_);
    const auto index = static_cast<std::size_t>((now_ - today) / step);
    if (index == 0) {
        begin_day(today);
    }
    if ((now_ - today) % 10min == 0s) {
        climate_.outside = outside_temperature(seed_, now_);
        control();
    }
    measure(demand_now(index), index);
    count();
}

void house::begin_day(local_days day)
{
    taps_ = plan_taps(seed_, day);
    const std::chrono::year_month_day date{day};
    day_ = fresh_period();
    if (date.day() == std::chrono::day{1}) {
        month_ = fresh_period();
        if (date.month() == std::chrono::January) {
            year_ = fresh_period();
        }
    }
}

period house::fresh_period() const
{
    period fresh;
    fresh.volume_before = totals_.volume;
    fresh.volume_t1_before = totals_.volume_t1;
    fresh.volume_t2_before = totals_.volume_t2;
    return fresh;
}

void house::control()
{
    auto& in = climate_;
    const double wanted = set_point(now_);
    if (in.room < wanted - 0.15) {
        in.heating = true;
    } else if (in.room > wanted + 0.15) {
        in.heating = false;
    }
    if (has_cooling_ && in.outside > 17 && in.room > 24.5) {
        in.cooling = true;
    } else if (in.room < 23.5) {
        in.cooling = false;
    }
    in.supply = 67 + (0.9 * std::max(0.0, 6 - in.outside)) + noise_.between(-1.0, 1.0);
}

house::demand house::demand_now(std::size_t index)
{
    auto& in = climate_;
    const double opening = in.heating ? 0.28 + (0.5 * (set_point(now_) - in.room)) : 0.0;
    follow(in.valve, std::clamp(opening, 0.0, 1.0), 4min);
    if (in.cooling) {
        return {.cooling = 260};
    }
    in.bypass = in.t1 < (in.bypass ? 52 : 44);
    demand now;
    now.radiators = in.valve > 0.02 ? radiator_flow_ * in.valve : 0;
    // The taps mix 10 °C and what the heat exchanger gives; it takes the heat out of T1 - 22 K.
    now.hot_water = std::min(taps_.hot[index] * 30 / std::max(in.t1 - 22, 12.0), 900.0);
    now.keep_warm = in.bypass && now.radiators + now.hot_water < 15 ? 15 : 0;
    return now;
}

void house::measure(const demand& now, std::size_t index)
{
    auto& in = climate_;
    const double flow = now.radiators + now.hot_water + now.cooling + now.keep_warm;
    const double radiator_return = in.room + ((in.t1 - in.room) * (0.16 + (0.3 * in.valve)));
    if (now.cooling > 0) {
        follow(in.t1, 8.5, 3min);
        follow(in.t2, 15.5, 4min);
    } else if (flow > 0) {
        follow(in.t1, in.supply, std::chrono::duration<double>{30 + (9000 / flow)});
        follow(in.t2,
               ((now.radiators * radiator_return) + (now.hot_water * 22) +
                (now.keep_warm * in.t1 * 0.8)) /
                   flow,
               2min);
    } else {
        follow(in.t1, wall_temperature, 3h);
        follow(in.t2, wall_temperature, 2h);
    }
    present_.outside = hundredths(in.outside);
    present_.t1 = hundredths(in.t1);
    present_.t2 = hundredths(in.t2);
    present_.flow = static_cast<int>(std::lround(flow * noise_.between(0.985, 1.015)));
    present_.power = static_cast<int>(present_.flow * std::int64_t{present_.t1 - present_.t2} *
                                      heat_capacity / 10'000);

    const double radiated = now.cooling > 0
                                ? present_.power
                                : now.radiators * watts * std::max(in.t1 - radiator_return, 0.0);
    const double sunshine = std::clamp((in.outside - 14) * 180, 0.0, 1600.0);
    const double windows = has_cooling_ ? 0 : std::max(0.0, in.room - 23.5) * loss_;
    const double lost = (loss_ + windows) * (in.room - in.outside);
    in.room += (radiated + gains + sunshine - lost) * seconds_a_step / room_capacity;

    present_.tap_flow = taps_.hot[index] + taps_.cold[index];
    const double ground = 9 + ((in.outside - 9) * ground_share);
    follow(in.tap_temp, present_.tap_flow > 0 ? ground : wall_temperature,
           present_.tap_flow > 0 ? 1min : 90min);
    present_.tap_temp = hundredths(in.tap_temp);
    present_.room_temp = hundredths(wall_temperature + ((in.room - 20) * 0.6));
}

void house::count()
{
    constexpr std::int64_t seconds = step.count();
    (present_.power < 0 ? totals_.cooling : totals_.heat) += std::abs(present_.power) * seconds;
    totals_.volume += present_.flow * seconds;
    totals_.volume_t1 += present_.flow * seconds * present_.t1;
    totals_.volume_t2 += present_.flow * seconds * present_.t2;
    totals_.tap_volume += present_.tap_flow * seconds;
    const auto today = std::chrono::floor<std::chrono::days>(now_);
    for (auto* span : {&day_, &month_, &year_}) {
        span->flow.add(present_.flow, today);
        span->power.add(present_.power, today);
        span->tap_flow.add(present_.tap_flow, today);
        span->tap_temp.add(present_.tap_temp, today);
        span->room_temp.add(present_.room_temp, today);
        ++span->steps;
        span->tap_temp_sum += present_.tap_temp;
        span->room_temp_sum += present_.room_temp;
    }
}

}  // namespace kmp2mqtt::simulator
