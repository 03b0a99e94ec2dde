// SPDX-License-Identifier: Apache-2.0

#include "bridge/inventory.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "home/devices.hpp"

namespace kmp2mqtt::bridge {

namespace {

using documents = std::vector<home::known_document>;

/// Takes those that fit, in their order.
template <class Predicate>
documents take_if(documents& from, Predicate fits)
{
    documents all;
    std::ranges::copy_if(from, std::back_inserter(all), fits);
    std::erase_if(from, fits);
    return all;
}

}  // namespace

void inventory::add(home::known_document what)
{
    std::erase_if(unclaimed_, [&](const auto& each) { return each.what.topic == what.what.topic; });
    unclaimed_.push_back(std::move(what));
}

bool inventory::is_expected(const std::string& meter) const
{
    return std::ranges::find(meters_, meter) != meters_.end();
}

documents inventory::claim(const std::string& identifier)
{
    return take_if(unclaimed_, [&](const auto& each) { return each.identifier == identifier; });
}

void inventory::announced(const std::string& meter, const std::string& identifier)
{
    announced_[meter] = identifier;
}

documents inventory::take_ghosts()
{
    for (const auto& [meter, identifier] : announced_) {
        std::ignore = claim(identifier);  // it has a new owner
    }
    name_siblings();
    const bool all_are_known = all_known();
    return take_if(unclaimed_, [&](const auto& each) { return is_ghost(each, all_are_known); });
}

/// Not every document names the meter, but all of one device are of the same.
void inventory::name_siblings()
{
    for (auto& each : unclaimed_) {
        const auto named = std::ranges::find_if(unclaimed_, [&](const auto& other) {
            return other.identifier == each.identifier && !other.meter.empty();
        });
        if (each.meter.empty() && named != unclaimed_.end()) {
            each.meter = named->meter;
        }
    }
}

bool inventory::is_ghost(const home::known_document& of, bool all_known) const
{
    if (of.identifier.starts_with(home::bridge_prefix)) {
        return announced_.contains("");
    }
    if (!is_expected(of.meter)) {
        return all_known;
    }
    const auto successor = announced_.find(of.meter);
    if (successor == announced_.end()) {
        return false;
    }
    const auto is_nameless = [](const std::string& identifier) {
        return identifier.starts_with(home::nameless_prefix);
    };
    return all_known && (is_nameless(of.identifier) || !is_nameless(successor->second));
}

bool inventory::all_known() const
{
    return std::ranges::all_of(meters_, [this](const std::string& meter) {
        return announced_.contains(meter) ||
               std::ranges::find(unclaimed_, meter, &home::known_document::meter) !=
                   unclaimed_.end();
    });
}

}  // namespace kmp2mqtt::bridge
