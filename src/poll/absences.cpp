// SPDX-License-Identifier: Apache-2.0

#include "poll/absences.hpp"

#include <algorithm>

#include "core/local_time.hpp"
#include "poll/among.hpp"

namespace kmp2mqtt::poll {

namespace {

bool was_given(const meter::reading& in, kmp::register_id id)
{
    return std::ranges::find(in.values, id, &kmp::measurement::id) != in.values.end() ||
           std::ranges::find(in.rejected, id, &std::pair<kmp::register_id, std::string>::first) !=
               in.rejected.end();
}

}  // namespace

std::vector<absences::change> absences::note(const meter::reading& newest)
{
    std::vector<change> changes;
    std::erase_if(known_, [&](const auto& each) {
        const bool is_back = was_given(newest, each.id);
        if (is_back && each.times >= absent_after) {
            changes.push_back({.id = each.id, .is_absent = false});
        }
        return is_back;
    });
    for (const auto id : newest.missing) {
        if (is_among(newest.not_asked, id)) {
            continue;
        }
        auto& entry = entry_of(id);
        ++entry.times;
        entry.asked = newest.time;
        if (entry.times == absent_after) {
            changes.push_back({.id = id, .is_absent = true});
        }
    }
    return changes;
}

meter::absence& absences::entry_of(kmp::register_id id)
{
    auto entry = std::ranges::find(known_, id, &meter::absence::id);
    if (entry == known_.end()) {
        entry = known_.insert(entry, {.id = id, .times = 0, .asked = {}});
    }
    return *entry;
}

void absences::rest(kmp::register_id id, core::clock::wall_time at)
{
    auto& entry = entry_of(id);
    entry.times = std::max(entry.times, absent_after);
    entry.asked = at;
}

bool absences::is_absent(kmp::register_id id) const
{
    const auto entry = std::ranges::find(known_, id, &meter::absence::id);
    return entry != known_.end() && entry->times >= absent_after;
}

std::vector<kmp::register_id> absences::resting(const std::vector<kmp::register_id>& registers,
                                                core::clock::wall_time now) const
{
    std::vector<kmp::register_id> rest;
    const auto today = core::local_day(now);
    for (const auto& each : known_) {
        if (each.times >= absent_after && core::local_day(each.asked) == today &&
            is_among(registers, each.id)) {
            rest.push_back(each.id);
        }
    }
    return rest;
}

}  // namespace kmp2mqtt::poll
