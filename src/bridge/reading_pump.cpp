// SPDX-License-Identifier: Apache-2.0

#include "bridge/reading_pump.hpp"

#include <utility>

#include "core/log.hpp"

namespace kmp2mqtt::bridge {

namespace {

/// Our choice: a line in the log for so many dropped readings, beginning with the first.
constexpr std::uint64_t dropped_a_line = 1000;

}  // namespace

void reading_pump::keep(core::publication reading)
{
    const auto dropped = readings_.add(std::move(reading));
    if (dropped > 0 && readings_.dropped() % dropped_a_line == 1) {
        core::log::warning(
            "the broker has been away for so long that more than {} readings wait: the oldest are "
            "dropped, {} so far",
            max_waiting_readings, readings_.dropped());
    }
}

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
