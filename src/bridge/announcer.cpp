// SPDX-License-Identifier: Apache-2.0

#include "bridge/announcer.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "home/topics.hpp"

namespace kmp2mqtt::bridge {

namespace {

using publications = std::vector<core::publication>;

void append(publications& to, publications from)
{
    std::ranges::move(from, std::back_inserter(to));
}

}  // namespace

void announcer::begin()
{
    has_begun_ = true;
    for (auto& each : devices_) {
        succeed(each, {});
    }
}

void announcer::offer(const std::string& device, home::announcement wanted)
{
    auto known = std::ranges::find(devices_, device, &device_entry::device);
    if (known == devices_.end()) {
        devices_.push_back({.device = device});
        known = std::prev(devices_.end());
    } else if (known->wanted.documents == wanted.documents) {
        return;
    }
    known->is_changed = known->is_changed || !known->wanted.documents.empty();
    std::vector<home::known_document> old;
    for (const auto& each : std::exchange(known->wanted, std::move(wanted)).documents) {
        if (auto document = home::read_document(home_, each)) {
            document->meter = device;
            old.push_back(*std::move(document));
        }
    }
    known->is_open = true;
    if (has_begun_) {
        succeed(*known, std::move(old));
    }
}

/// @param old  what the device was announced by until now
void announcer::succeed(device_entry& entry, std::vector<home::known_document> old)
{
    for (auto& each : old) {
        inventory_.add(std::move(each));
    }
    if (!entry.wanted.documents.empty()) {
        const auto newest = home::read_document(home_, entry.wanted.documents.front());
        entry.identifier = newest ? newest->identifier : "";
    }
    const auto claimed = inventory_.claim(entry.identifier);
    auto steps = home::succession_of(home_, claimed, entry.wanted);
    append(entry.steps.before, std::move(steps.before));
    append(entry.steps.after, std::move(steps.after));
    inventory_.announced(entry.device, entry.identifier);
    forget_removals(entry.wanted);
    for (const auto& each : claimed) {
        forget_values(entry, each.meter);
    }
    for (const auto& ghost : inventory_.take_ghosts()) {
        forget_values(entry, ghost.meter);
        // Whoever takes a ghost's place wants its entity ids too: so it goes first.
        auto removal = home::removal_of(ghost.what);
        if (ghost.meter == entry.device) {
            entry.steps.before.push_back(std::move(removal));
        } else {
            removals_.push_back(std::move(removal));
        }
    }
}

/// Of documents that have a new owner.
void announcer::forget_removals(const home::announcement& wanted)
{
    const auto is_taken_over = [&wanted](const core::publication& each) {
        return each.payload.empty() &&
               std::ranges::find(wanted.documents, each.topic, &core::publication::topic) !=
                   wanted.documents.end();
    };
    std::erase_if(removals_, is_taken_over);
    for (auto& each : devices_) {
        std::erase_if(each.steps.before, is_taken_over);
        std::erase_if(each.steps.after, is_taken_over);
    }
}

/// What the broker keeps under a name that no meter has any more: nobody would ever correct it.
/// After the documents: an entity that is still there would take the empty text for a value.
void announcer::forget_values(device_entry& entry, const std::string& meter)
{
    if (meter.empty() || inventory_.is_expected(meter) || !forgotten_.insert(meter).second) {
        return;
    }
    for (const auto* const leaf : {"availability", "state", "info"}) {
        entry.steps.after.push_back(
            {.topic = home::meter_topic(home_, meter, leaf), .payload = "", .retain = true});
    }
}

void announcer::repeat() noexcept
{
    for (auto& each : devices_) {
        each.is_open = true;
    }
}

publications announcer::take(core::clock::time_point now)
{
    publications taken;
    if (!has_begun_) {
        return taken;
    }
    for (auto& each : devices_) {
        if (each.is_due() && due(each) <= now) {
            append(taken, take_step(each, now));
        }
    }
    if (!removals_.empty() && removal_at_ <= now) {
        taken.push_back(std::move(removals_.front()));
        removals_.pop_front();
        removal_at_ = now + removal_pace;
    }
    note(taken, now);
    return taken;
}

void announcer::note(const publications& taken, core::clock::time_point now)
{
    std::erase_if(quiet_until_, [now](const auto& each) { return each.second <= now; });
    for (const auto& each : taken) {
        quiet_until_[each.topic] = now + discovery_pause;
    }
}

/// Before, documents, after: one of them.
publications announcer::take_step(device_entry& from, core::clock::time_point now)
{
    from.free_at = now + discovery_pause;
    if (from.steps.before.empty() && std::exchange(from.is_open, false)) {
        if (std::exchange(from.is_changed, false)) {
            from.told_at = from.free_at;
        }
        return from.wanted.documents;
    }
    auto& removing = from.steps.before.empty() ? from.steps.after : from.steps.before;
    removal_at_ = now + removal_pace * removing.size();
    return std::exchange(removing, {});
}

core::clock::time_point announcer::due(const device_entry& of) const
{
    const bool is_document = of.steps.before.empty() && of.is_open;
    if (!is_document) {
        return std::max(of.free_at, removal_at_);
    }
    auto when = of.free_at;
    for (const auto& each : of.wanted.documents) {
        const auto found = quiet_until_.find(each.topic);
        when = found == quiet_until_.end() ? when : std::max(when, found->second);
    }
    return when;
}

std::optional<core::clock::time_point> announcer::told_at(const std::string& device) const
{
    const auto known = std::ranges::find(devices_, device, &device_entry::device);
    if (known == devices_.end()) {
        return core::clock::time_point{};
    }
    const bool is_out = known->steps.before.empty() && !known->is_open;
    return is_out ? std::optional{known->told_at} : std::nullopt;
}

std::optional<core::clock::time_point> announcer::next() const
{
    std::optional<core::clock::time_point> first;
    const auto note = [&first](core::clock::time_point when) {
        first = first ? std::min(*first, when) : when;
    };
    if (!has_begun_) {
        return first;
    }
    for (const auto& each : devices_) {
        if (each.is_due()) {
            note(due(each));
        }
    }
    if (!removals_.empty()) {
        note(removal_at_);
    }
    return first;
}

core::clock::time_point announcer::free_at() const
{
    const auto last = std::ranges::max_element(devices_, {}, &device_entry::free_at);
    return last == devices_.end() ? core::clock::time_point{} : last->free_at;
}

}  // namespace kmp2mqtt::bridge
