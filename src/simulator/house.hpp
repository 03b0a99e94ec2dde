// SPDX-License-Identifier: Apache-2.0

/// @file
/// A plausible house on district heating, and what a meter in it has counted.
///
/// Pure: the same seed and time give the same house. All that is counted is an integer, so energy
/// is exactly the sum of power, and volume the sum of flow.

#pragma once

#include <cstdint>

#include "simulator/chance.hpp"
#include "simulator/habits.hpp"
#include "simulator/period.hpp"
#include "simulator/weather.hpp"

namespace kmp2mqtt::simulator {

/// What is measured in this step. Temperatures in 0.01 °C.
struct measured {
    int flow{0};   ///< of the heating circuit, litres per hour
    int power{0};  ///< watts; negative while it cools
    int t1{4000};
    int t2{2500};
    int outside{0};
    int tap_flow{0};  ///< of the water supply, litres per hour
    int tap_temp{1000};
    int room_temp{1700};  ///< around the water meter
};

/// What has been counted since the meter was installed.
struct counters {
    std::int64_t heat{0};       ///< joules
    std::int64_t cooling{0};    ///< joules
    std::int64_t volume{0};     ///< l/h x s: 1/3600 of a litre
    std::int64_t volume_t1{0};  ///< l/h x s x 0.01 °C
    std::int64_t volume_t2{0};
    std::int64_t tap_volume{0};  ///< l/h x s
};

/// Heat carried by water, in watts for each l/h and 0.01 K, times 10,000: 1.15 Wh/(l K), the
/// value of water at some 60 °C.
inline constexpr std::int64_t heat_capacity = 115;

/// Lives from 1 January of the year in which it is built, and has counters as if it had stood for
/// some years then; so a simulator that is started again goes on counting, and never less.
class house {
public:
    house(std::uint64_t seed, bool has_cooling, meter_time now);

    /// Lives on until `to`, step by step: a year takes some tens of milliseconds. A time that has
    /// passed changes nothing.
    void advance(meter_time to);

    [[nodiscard]] meter_time now() const noexcept { return now_; }
    [[nodiscard]] std::chrono::local_days installed() const noexcept { return installed_; }
    [[nodiscard]] const measured& present() const noexcept { return present_; }
    [[nodiscard]] const counters& totals() const noexcept { return totals_; }
    [[nodiscard]] const period& day() const noexcept { return day_; }
    [[nodiscard]] const period& month() const noexcept { return month_; }
    [[nodiscard]] const period& year() const noexcept { return year_; }

private:
    /// Temperatures and valves, before a meter rounds them.
    struct climate {
        double outside{5};
        double room{20};
        double supply{70};  ///< in the street
        double t1{60};
        double t2{35};
        double valve{0};  ///< of the radiators, 0 to 1
        double tap_temp{10};
        bool heating{false};
        bool cooling{false};
        bool bypass{false};  ///< keeps the pipe warm in summer
    };
    struct demand {
        double radiators{0};  ///< flow in litres per hour
        double hot_water{0};
        double cooling{0};
        double keep_warm{0};
    };

    void count_past_years();
    void begin_day(std::chrono::local_days day);
    [[nodiscard]] period fresh_period() const;
    void move();
    void control();
    [[nodiscard]] demand demand_now(std::size_t index);
    void measure(const demand& now, std::size_t index);
    void count();

    std::uint64_t seed_;
    bool has_cooling_;
    chance noise_;
    double loss_;           ///< of the house, watts for each kelvin
    double radiator_flow_;  ///< with open valves, litres per hour
    std::chrono::local_days installed_;
    meter_time now_;
    tap_plan taps_;
    climate climate_;
    measured present_;
    counters totals_;
    period day_;
    period month_;
    period year_;
};

}  // namespace kmp2mqtt::simulator
