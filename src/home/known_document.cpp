// SPDX-License-Identifier: Apache-2.0

#include "home/known_document.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include <nlohmann/json.hpp>

#include "home/devices.hpp"
#include "home/topics.hpp"

namespace kmp2mqtt::home {

namespace {

using document = nlohmann::json;

/// Our choice: ten times the document of a meter with all registers.
constexpr std::size_t longest_document = std::size_t{1} << 20U;

/// Our choice: a document of ours has five levels; what goes deep costs the stack of who writes it.
constexpr int deepest_level = 16;

constexpr std::array own_prefixes{"kmp_", "kmp2mqtt_"};
constexpr std::string_view last_level = "/config";
constexpr std::string_view bridge_state = "/bridge/state";

/// A value that is no document where the payload is no JSON, or goes too deep.
document parsed(const std::string& payload)
{
    bool is_deep = false;
    const auto look = [&is_deep](int depth, document::parse_event_t /*what*/, document& /*of*/) {
        is_deep = is_deep || depth > deepest_level;
        return !is_deep;
    };
    auto whole = document::parse(payload, look, false);
    return is_deep ? document{} : whole;
}

std::string text(const document& in, std::string_view key)
{
    const auto found = in.is_object() ? in.find(key) : in.end();
    return found != in.end() && found->is_string() ? found->get<std::string>() : "";
}

const document& part(const document& of, std::string_view key)
{
    static const document nothing;
    const auto found = of.is_object() ? of.find(key) : of.end();
    return found != of.end() ? *found : nothing;
}

void add_topics(std::vector<std::string>& to, const document& of)
{
    for (const auto* const key : {"state_topic", "command_topic"}) {
        to.push_back(text(of, key));
    }
    for (const auto& each : part(of, "availability")) {
        to.push_back(text(each, "topic"));
    }
}

/// "kmp2mqtt": each document names the state of its bridge.
std::string base_in(const std::vector<std::string>& topics)
{
    const auto found = std::ranges::find_if(
        topics, [](const std::string& topic) { return topic.ends_with(bridge_state); });
    return found == topics.end() ? "" : found->substr(0, found->size() - bridge_state.size());
}

/// The level after the base in the first topic that is not the bridge's.
std::string meter_in(const std::vector<std::string>& topics, const std::string& base)
{
    for (const auto& topic : topics) {
        if (!topic.starts_with(base + '/')) {
            continue;
        }
        const auto level = topic.substr(base.size() + 1);
        auto name = level.substr(0, level.find('/'));
        if (name != "bridge" && std::ranges::all_of(name, is_name_character)) {
            return name;
        }
    }
    return {};
}

/// The identifier of the bridge that wrote it: a meter's is known via that, its own is its own.
std::string bridge_in(const document& whole, const std::string& identifier)
{
    auto via = text(part(whole, "device"), "via_device");
    return via.empty() ? identifier : via;
}

/// A part that has nothing but its platform takes an entity away.
void add_entity(known_document& to, const std::string& key, const std::string& platform,
                const document& of)
{
    if (auto unique_id = text(of, "unique_id"); !unique_id.empty()) {
        to.entities.push_back({.key = key, .platform = platform, .unique_id = unique_id});
    }
}

}  // namespace

std::string documents_filter(const settings& home)
{
    return home.discovery_prefix + "/+/+" + std::string{last_level};
}

bool is_document_topic(const settings& home, std::string_view topic)
{
    if (!topic.starts_with(home.discovery_prefix + '/') || !topic.ends_with(last_level)) {
        return false;
    }
    topic.remove_suffix(last_level.size());
    const auto object_id = topic.substr(topic.rfind('/') + 1);
    return std::ranges::any_of(own_prefixes,
                               [&](const char* own) { return object_id.starts_with(own); });
}

std::optional<known_document> read_document(const settings& home, const core::publication& what)
{
    if (!is_document_topic(home, what.topic) || what.payload.size() > longest_document) {
        return std::nullopt;
    }
    const auto whole = parsed(what.payload);
    std::vector<std::string> topics;
    add_topics(topics, whole);
    const auto& components = part(whole, "components");
    for (const auto& each : components) {
        add_topics(topics, each);
    }
    const auto base = base_in(topics);
    const auto& identifiers = part(part(whole, "device"), "identifiers");
    if (text(part(whole, "origin"), "name") != "kmp2mqtt" || !identifiers.is_array() ||
        identifiers.empty() || !identifiers.front().is_string()) {
        return std::nullopt;
    }
    known_document known{.what = what,
                         .identifier = identifiers.front().get<std::string>(),
                         .meter = meter_in(topics, base)};
    known.bridge = bridge_in(whole, known.identifier);
    if (known.bridge != bridge_identifier(home.client_id) && base != home.base_topic) {
        return std::nullopt;
    }
    if (components.is_object()) {
        for (const auto& [key, component] : components.items()) {
            add_entity(known, key, text(component, "platform"), component);
        }
    } else {
        known.style = style::component;
        const auto platform = what.topic.substr(home.discovery_prefix.size() + 1);
        add_entity(known, "", platform.substr(0, platform.find('/')), whole);
    }
    return known;
}

}  // namespace kmp2mqtt::home
