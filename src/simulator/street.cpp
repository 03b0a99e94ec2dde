// SPDX-License-Identifier: Apache-2.0

#include "simulator/street.hpp"

#include <algorithm>

namespace kmp2mqtt::simulator {

std::vector<meter> build_street(const model& kind, std::uint32_t first_serial, kmp::address address,
                                std::uint64_t seed, std::size_t count, meter_time now)
{
    std::vector<house> houses;
    const auto built = std::min(count, different_houses);
    houses.reserve(built);
    for (std::size_t i = 0; i < built; ++i) {
        houses.emplace_back(seed + i, kind.has_cooling, now);
    }
    std::vector<meter> meters;
    meters.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        meters.emplace_back(kind, first_serial + static_cast<std::uint32_t>(i), address,
                            houses[i % different_houses], seed);
    }
    return meters;
}

}  // namespace kmp2mqtt::simulator
