// SPDX-License-Identifier: Apache-2.0

#include "simulator/sleep.hpp"

#include <utility>

namespace kmp2mqtt::simulator {

bool attention::hears(const sleep_habit& habit, core::clock::time_point when) noexcept
{
    const auto before = std::exchange(last_asked_, when);
    if (habit.after.count() > 0 && before && when - *before >= habit.after) {
        deaf_until_ = when + habit.start_up;
        return false;
    }
    return when >= deaf_until_;
}

}  // namespace kmp2mqtt::simulator
