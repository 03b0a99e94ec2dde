// SPDX-License-Identifier: Apache-2.0

#include "simulator/habits.hpp"

#include <algorithm>

#include "simulator/chance.hpp"

namespace kmp2mqtt::simulator {
namespace {

using namespace std::chrono_literals;

enum class water : std::uint8_t { hot, cold };

/// Something that people do with water, some times a day, between two times of day.
struct habit {
    water kind;
    int fewest;  ///< times a day
    int most;
    std::chrono::minutes earliest;
    std::chrono::minutes latest;
    int shortest;  ///< steps
    int longest;
    int least;  ///< litres per hour
    int fullest;
};

constexpr std::array habits{
    habit{water::hot, 2, 3, 6h + 10min, 7h + 40min, 8, 18, 420, 540},   // showers
    habit{water::hot, 0, 1, 19h, 22h, 10, 24, 420, 600},                // evening shower, bath
    habit{water::hot, 1, 3, 7h, 9h, 1, 4, 150, 300},                    // breakfast
    habit{water::hot, 2, 5, 16h + 30min, 19h + 30min, 1, 6, 200, 360},  // dinner
    habit{water::hot, 2, 6, 8h, 23h, 1, 1, 120, 240},                   // hands
    habit{water::cold, 8, 14, 5h + 30min, 23h + 30min, 1, 3, 300, 480},
    habit{water::cold, 0, 1, 0h, 6h, 2, 2, 360, 360},
    habit{water::cold, 2, 5, 9h, 20h, 3, 6, 400, 600},  // washing machine, dishwasher, garden
};

bool is_weekend(std::chrono::local_days day)
{
    const std::chrono::weekday today{day};
    return today == std::chrono::Saturday || today == std::chrono::Sunday;
}

}  // namespace

tap_plan plan_taps(std::uint64_t seed, std::chrono::local_days day)
{
    tap_plan plan;
    chance luck{~seed, static_cast<std::uint64_t>(day.time_since_epoch().count())};
    const auto later = is_weekend(day) ? 90min : 0min;
    for (const auto& what : habits) {
        auto& taps = what.kind == water::hot ? plan.hot : plan.cold;
        for (int times = luck.between(what.fewest, what.most); times > 0; --times) {
            const auto latest = std::min(what.latest + later, 23h + 40min);
            const auto first = luck.between(static_cast<int>((what.earliest + later) / step),
                                            static_cast<int>(latest / step));
            const auto length = luck.between(what.shortest, what.longest);
            const auto flow = static_cast<std::uint16_t>(luck.between(what.least, what.fullest));
            const auto end = std::min(static_cast<std::size_t>(first + length), steps_a_day);
            std::fill(taps.begin() + first, taps.begin() + static_cast<std::ptrdiff_t>(end), flow);
        }
    }
    return plan;
}

double set_point(meter_time when)
{
    const auto day = std::chrono::floor<std::chrono::days>(when);
    const auto of_day = when - day;
    const bool late = is_weekend(day);
    const auto up = late ? 7h : 5h + 15min;
    const auto to_bed = late ? 23h : 22h;
    return of_day >= up && of_day < to_bed ? 21.0 : 19.5;
}

}  // namespace kmp2mqtt::simulator
