// SPDX-License-Identifier: Apache-2.0

#include "poll/silencers.hpp"

#include <algorithm>

#include "poll/among.hpp"

namespace kmp2mqtt::poll {

silencers::news silencers::note(const std::vector<kmp::register_id>& silent,
                                const meter::answers& got, bool is_alive)
{
    std::erase_if(known_, [&](const auto& each) {
        return is_among(got.missing, each.id) ||
               std::ranges::find(got.values, each.id, &kmp::measurement::id) != got.values.end();
    });
    news what;
    for (const auto id : silent) {
        auto known = std::ranges::find(known_, id, &entry::id);
        if (known == known_.end()) {
            known = known_.insert(known, {.id = id, .times = 0, .is_alone = false});
        }
        note(*known, got.answered, is_alive, what);
    }
    return what;
}

void silencers::note(entry& known, bool others_answered, bool is_alive, news& what)
{
    ++known.times;
    if (!known.is_alone) {
        if (is_alive && known.times >= suspected_after) {
            known = {.id = known.id, .times = 0, .is_alone = true};
            what.suspected.push_back(known.id);
        }
    } else if (!is_alive || (known.times == found_after && !others_answered)) {
        // None of them alone is to blame; the next attempt is as far off as the next look for life.
        known = {.id = known.id, .times = suspected_after + 1, .is_alone = false};
    } else if (known.times == found_after) {
        what.found.push_back(known.id);
    }
}

bool silencers::is_suspected(kmp::register_id id) const
{
    const auto known = std::ranges::find(known_, id, &entry::id);
    return known != known_.end() && known->is_alone;
}

bool silencers::seeks_life(const std::vector<kmp::register_id>& registers) const
{
    return std::ranges::any_of(known_, [&](const auto& each) {
        return !each.is_alone && each.times % sought_every == suspected_after &&
               is_among(registers, each.id);
    });
}

}  // namespace kmp2mqtt::poll
