// SPDX-License-Identifier: Apache-2.0

#include "bridge/reading_pump.hpp"

#include <algorithm>
#include <utility>

namespace kmp2mqtt::bridge {
namespace {

/// Our choice: so many held readings are passed over at once, a page of the journal.
constexpr int most_passed_over = 64;

}  // namespace

void reading_pump::restart()
{
    under_way_.clear();
    refused_.clear();
    held_.clear();
    retry_.reset();
    readings_.rewind();
}

void reading_pump::send(core::clock::time_point now)
{
    if (retry_ && *retry_ <= now) {
        try_refused_again();
    }
    if (now < next_ || !is_open()) {
        return;
    }
    for (int passed_over = 0; passed_over < most_passed_over; ++passed_over) {
        const auto* const waiting = readings_.next();
        if (waiting == nullptr) {
            return;
        }
        if (refused_.contains(waiting->what.topic)) {
            held_.insert(waiting->id);
            continue;
        }
        next_ = now + reading_pace;
        if (const auto id = broker_.publish(waiting->what); id != 0) {
            under_way_[id] = {.id = waiting->id, .topic = waiting->what.topic};
        }
        return;
    }
}

void reading_pump::try_refused_again()
{
    retry_.reset();
    refused_.clear();
    readings_.give_again(std::exchange(held_, {}));
}

void reading_pump::acknowledged(mqtt::publication_id id)
{
    if (const auto found = under_way_.find(id); found != under_way_.end()) {
        readings_.acknowledged(found->second.id);
        under_way_.erase(found);
    }
}

void reading_pump::refused(mqtt::publication_id id, core::clock::time_point now)
{
    if (const auto found = under_way_.find(id); found != under_way_.end()) {
        held_.insert(found->second.id);
        refused_.insert(std::move(found->second.topic));
        retry_ = retry_.value_or(now + refused_pause);
        under_way_.erase(found);
    }
}

std::optional<core::clock::time_point> reading_pump::next() const noexcept
{
    if (!readings_.has_next() || !is_open()) {
        return retry_;
    }
    return retry_ ? std::min(next_, *retry_) : next_;
}

}  // namespace kmp2mqtt::bridge
