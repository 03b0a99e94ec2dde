// SPDX-License-Identifier: Apache-2.0

#include "store/waiting_readings.hpp"

#include <algorithm>
#include <utility>

namespace kmp2mqtt::store {

std::size_t waiting_readings::add(core::publication what)
{
    if (capacity_ == 0) {
        ++dropped_;
        return 1;
    }
    std::size_t gone = 0;
    if (items_.size() >= capacity_) {
        items_.pop_front();
        given_ -= std::min<std::size_t>(given_, 1);
        ++dropped_;
        gone = 1;
    }
    items_.push_back({++last_, std::move(what)});
    return gone;
}

const waiting_readings::item* waiting_readings::next()
{
    return given_ == items_.size() ? nullptr : &items_[given_++];
}

void waiting_readings::acknowledged(key id)
{
    const auto found = std::ranges::lower_bound(items_, id, {}, &item::id);
    if (found == items_.end() || found->id != id) {
        return;
    }
    if (static_cast<std::size_t>(found - items_.begin()) < given_) {
        --given_;
    }
    items_.erase(found);
}

}  // namespace kmp2mqtt::store
