// SPDX-License-Identifier: Apache-2.0

#include "bridge/announcer.hpp"

#include <algorithm>
#include <utility>

namespace kmp2mqtt::bridge {

void announcer::offer(const std::string& device, std::vector<core::publication> documents)
{
    const auto known = std::ranges::find(devices_, device, &device_entry::device);
    if (known == devices_.end()) {
        devices_.push_back({.device = device, .documents = std::move(documents)});
    } else if (known->documents != documents) {
        known->documents = std::move(documents);
        known->is_open = true;
    }
}

void announcer::repeat() noexcept
{
    for (auto& each : devices_) {
        each.is_open = true;
    }
}

std::vector<core::publication> announcer::take(core::clock::time_point now)
{
    std::vector<core::publication> taken;
    for (auto& each : devices_) {
        if (each.is_open && each.free_at <= now) {
            taken.insert(taken.end(), each.documents.begin(), each.documents.end());
            each.is_open = false;
            each.free_at = now + discovery_pause;
        }
    }
    return taken;
}

std::optional<core::clock::time_point> announcer::next() const
{
    std::optional<core::clock::time_point> first;
    for (const auto& each : devices_) {
        if (each.is_open) {
            first = first ? std::min(*first, each.free_at) : each.free_at;
        }
    }
    return first;
}

core::clock::time_point announcer::free_at() const
{
    const auto last = std::ranges::max_element(devices_, {}, &device_entry::free_at);
    return last == devices_.end() ? core::clock::time_point{} : last->free_at;
}

}  // namespace kmp2mqtt::bridge
