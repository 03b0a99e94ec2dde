// SPDX-License-Identifier: Apache-2.0

#include "meter/settings.hpp"

#include <algorithm>

namespace kmp2mqtt::meter {

std::string_view text(kind of) noexcept
{
    switch (of) {
        case kind::heat:
            return "heat";
        case kind::cooling:
            return "cooling";
        case kind::heat_cooling:
            return "heat-cooling";
        case kind::water:
            return "water";
    }
    return {};
}

std::chrono::milliseconds default_offset(std::chrono::milliseconds every) noexcept
{
    return every >= std::chrono::minutes{10} ? std::chrono::seconds{-30} : std::chrono::seconds{0};
}

std::chrono::milliseconds settings::offset_of(std::chrono::milliseconds every) const noexcept
{
    return has_offset ? offset : default_offset(every);
}

std::vector<kmp::register_id> settings::registers() const
{
    auto all = order;
    for (const auto& each : polls) {
        for (const auto id : each.registers) {
            if (std::ranges::find(all, id) == all.end()) {
                all.push_back(id);
            }
        }
    }
    return all;
}

}  // namespace kmp2mqtt::meter
