// SPDX-License-Identifier: Apache-2.0

/// @file
/// What a meter remembers of a day, a month or a year that is not over.

#pragma once

#include <chrono>
#include <cstdint>

namespace kmp2mqtt::simulator {

/// The largest or smallest of many values, and when it occurred.
struct extreme {
    int value{0};
    std::chrono::local_days date;
};

/// Largest and smallest since the period began.
class extremes {
public:
    void add(int value, std::chrono::local_days date) noexcept
    {
        if (empty_ || value > largest_.value) {
            largest_ = {.value = value, .date = date};
        }
        if (empty_ || value < smallest_.value) {
            smallest_ = {.value = value, .date = date};
        }
        empty_ = false;
    }

    [[nodiscard]] const extreme& largest() const noexcept { return largest_; }
    [[nodiscard]] const extreme& smallest() const noexcept { return smallest_; }

private:
    extreme largest_;
    extreme smallest_;
    bool empty_{true};
};

/// One period; a new one begins empty.
struct period {
    extremes flow;       ///< of the heating circuit, litres per hour
    extremes power;      ///< watts
    extremes tap_flow;   ///< of the water supply, litres per hour
    extremes tap_temp;   ///< 0.01 °C
    extremes room_temp;  ///< around the water meter, 0.01 °C
    std::int64_t steps{0};
    std::int64_t tap_temp_sum{0};   ///< over all steps
    std::int64_t room_temp_sum{0};  ///< over all steps
    std::int64_t volume_before{0};  ///< counters::volume when the period began, and so on
    std::int64_t volume_t1_before{0};
    std::int64_t volume_t2_before{0};
};

}  // namespace kmp2mqtt::simulator
