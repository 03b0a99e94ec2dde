// SPDX-License-Identifier: Apache-2.0

#include "bridge/reading_pump.hpp"

namespace kmp2mqtt::bridge {

void reading_pump::restart()
{
    under_way_.clear();
    readings_.rewind();
}

void reading_pump::send(core::clock::time_point now)
{
    if (now < next_) {
        return;
    }
    if (const auto* const waiting = readings_.next()) {
        next_ = now + reading_pace;
        if (const auto id = broker_.publish(waiting->what); id != 0) {
            under_way_[id] = waiting->id;
        }
    }
}

void reading_pump::acknowledged(mqtt::publication_id id)
{
    if (const auto found = under_way_.find(id); found != under_way_.end()) {
        readings_.acknowledged(found->second);
        under_way_.erase(found);
    }
}

std::optional<core::clock::time_point> reading_pump::next() const noexcept
{
    return readings_.has_next() ? std::optional{next_} : std::nullopt;
}

}  // namespace kmp2mqtt::bridge
