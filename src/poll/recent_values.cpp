// SPDX-License-Identifier: Apache-2.0

#include "poll/recent_values.hpp"

#include <algorithm>

#include "poll/among.hpp"

namespace kmp2mqtt::poll {

void recent_values::remember(const meter::reading& newest, core::clock::time_point now)
{
    const meter::moment read{.steady = now, .wall = newest.time};
    for (const auto& measured : newest.values) {
        known_[measured.id] = {.read = read, .value = measured};
    }
    for (const auto id : newest.missing) {
        const bool was_asked = !is_among(newest.not_asked, id);
        known_[id] = {.read = read, .value = {}, .was_asked = was_asked};
    }
    for (const auto& [id, why] : newest.rejected) {
        known_.erase(id);
    }
}

std::optional<meter::reading> recent_values::find(const std::vector<kmp::register_id>& registers,
                                                  std::chrono::milliseconds max_age,
                                                  meter::moment now, bool is_named) const
{
    meter::reading found;
    found.time = core::clock::wall_time::max();
    for (const auto id : registers) {
        const auto known = known_.find(id);
        if (known == known_.end() || between(known->second.read, now) >= max_age) {
            return std::nullopt;
        }
        const auto& [read, value, was_asked] = known->second;
        if (is_named && !was_asked) {
            return std::nullopt;
        }
        found.time = std::min(found.time, read.wall);
        if (value) {
            found.values.push_back(*value);
        } else {
            found.missing.push_back(id);
        }
    }
    return found;
}

}  // namespace kmp2mqtt::poll
