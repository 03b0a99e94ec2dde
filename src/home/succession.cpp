// SPDX-License-Identifier: Apache-2.0

#include "home/succession.hpp"

#include <algorithm>
#include <set>
#include <string_view>

#include <nlohmann/json.hpp>

namespace kmp2mqtt::home {

namespace {

using document = nlohmann::ordered_json;

struct wanted_ids {
    std::set<std::string> topics;
    std::set<std::string> unique_ids;
    const std::vector<std::string>* reserved;

    [[nodiscard]] bool has(const std::string& unique_id) const
    {
        return unique_ids.contains(unique_id) ||
               std::ranges::any_of(*reserved, [&](const std::string& each) {
                   return each.ends_with('_') ? unique_id.starts_with(each) : unique_id == each;
               });
    }
};

wanted_ids ids_of(const settings& home, const announcement& wanted)
{
    wanted_ids ids{.topics = {}, .unique_ids = {}, .reserved = &wanted.reserved};
    for (const auto& each : wanted.documents) {
        ids.topics.insert(each.topic);
        if (const auto known = read_document(home, each)) {
            for (const auto& entity : known->entities) {
                ids.unique_ids.insert(entity.unique_id);
            }
        }
    }
    return ids;
}

std::vector<known_document::entity> unwanted(const known_document& in, const wanted_ids& ids)
{
    std::vector<known_document::entity> all;
    std::ranges::copy_if(in.entities, std::back_inserter(all),
                         [&](const auto& each) { return !ids.has(each.unique_id); });
    return all;
}

/// Home Assistant removes an entity of whose component only the platform is left.
core::publication without(core::publication what,
                          const std::vector<known_document::entity>& unwanted)
{
    auto whole = document::parse(what.payload, nullptr, false);
    for (const auto& each : unwanted) {
        whole["components"][each.key] = {{"platform", each.platform}};
    }
    what.payload = whole.dump(-1, ' ', false, document::error_handler_t::replace);
    return what;
}

/// Not kept by the broker: after a restart in between, the old document is there to be found.
core::publication migration_of(const core::publication& old)
{
    return {.topic = old.topic, .payload = R"({"migrate_discovery": true})", .retain = false};
}

/// A document that stays where it is, or is the other style's.
void succeed(const settings& home, const known_document& old, const announcement& wanted,
             const wanted_ids& ids, succession& into)
{
    const auto gone = unwanted(old, ids);
    const auto successor =
        std::ranges::find(wanted.documents, old.what.topic, &core::publication::topic);
    const bool is_kept = successor != wanted.documents.end();
    if (old.style == style::device && !gone.empty()) {
        into.before.push_back(without(is_kept ? *successor : old.what, gone));
    }
    if (is_kept) {
        return;
    }
    if (old.style != home.style && gone.size() < old.entities.size()) {
        into.before.push_back(migration_of(old.what));
        into.after.push_back(removal_of(old.what));
    } else if (old.style != home.style || !gone.empty()) {
        into.before.push_back(removal_of(old.what));
    }
}

}  // namespace

succession succession_of(const settings& home, const std::vector<known_document>& old,
                         const announcement& wanted)
{
    const auto ids = ids_of(home, wanted);
    succession steps;
    for (const auto& each : old) {
        succeed(home, each, wanted, ids, steps);
    }
    return steps;
}

core::publication removal_of(const core::publication& document)
{
    return {.topic = document.topic, .payload = "", .retain = true};
}

}  // namespace kmp2mqtt::home
