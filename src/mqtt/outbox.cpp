// SPDX-License-Identifier: Apache-2.0

#include "mqtt/outbox.hpp"

#include <utility>

namespace kmp2mqtt::mqtt {

publication_id outbox::add(core::publication what)
{
    waiting_.push_back({++newest_, std::move(what)});
    return newest_;
}

std::optional<outbox::item> outbox::next(time_point now)
{
    if (waiting_.empty() || wire_.size() == window) {
        return std::nullopt;
    }
    if (wire_.empty()) {
        last_progress_ = now;
    }
    auto head = std::move(waiting_.front());
    waiting_.pop_front();
    wire_.push_back(head.id);
    return head;
}

bool outbox::acknowledged(publication_id id, time_point now)
{
    if (std::erase(wire_, id) == 0) {
        return false;
    }
    last_progress_ = now;
    return true;
}

void outbox::clear() noexcept
{
    waiting_.clear();
    wire_.clear();
}

bool outbox::is_stuck(time_point now) const noexcept
{
    return !wire_.empty() && now - last_progress_ >= longest_silence;
}

}  // namespace kmp2mqtt::mqtt
