// SPDX-License-Identifier: Apache-2.0

#include "home/documents.hpp"

#include <nlohmann/json.hpp>

#include "core/version.hpp"

namespace kmp2mqtt::home {

namespace {

using document = nlohmann::ordered_json;

/// A release that does not know a key of the device block refuses the whole document.
constexpr release serial_number_since{.year = 2024, .month = 2};
constexpr release model_id_since{.year = 2024, .month = 9};

/// Older releases know object_id instead.
constexpr release default_entity_id_since{.year = 2025, .month = 10};

void add(document& to, std::string_view key, std::string_view text)
{
    if (!text.empty()) {
        to[std::string{key}] = text;
    }
}

std::string unique_id(const device& of, const entity& in)
{
    return of.identifier + '_' + in.id;
}

document device_block(const settings& home, const device& of)
{
    document block;
    block["identifiers"] = document::array({of.identifier});
    add(block, "name", of.name);
    add(block, "manufacturer", of.manufacturer);
    add(block, "model", of.model);
    if (home.min_version >= model_id_since) {
        add(block, "model_id", of.model_id);
    }
    if (home.min_version >= serial_number_since) {
        add(block, "serial_number", of.serial_number);
    }
    add(block, "sw_version", of.sw_version);
    add(block, "via_device", of.via_device);
    return block;
}

document origin_block()
{
    return {{"name", "kmp2mqtt"}, {"sw_version", core::version}};
}

/// All topics must say online: by default the last message would win.
void add_availability(document& to, const std::vector<std::string>& topics)
{
    if (topics.empty()) {
        return;
    }
    auto list = document::array();
    for (const auto& topic : topics) {
        list.push_back({{"topic", topic}});
    }
    to["availability"] = std::move(list);
    to["availability_mode"] = "all";
}

/// Written so that Domoticz and openHAB understand it too: no filters.
std::string value_template(const std::string& path)
{
    return "{{ value_json" + (path.starts_with('[') ? path : '.' + path) + " }}";
}

void add_entity(document& to, const settings& home, const device& of, const entity& in)
{
    const auto entity_id = of.slug + '_' + in.key;
    add(to, "unique_id", unique_id(of, in));
    add(to, "name", in.name);
    add(to, "default_entity_id", std::string{in.platform} + '.' + entity_id);
    if (home.min_version < default_entity_id_since) {
        add(to, "object_id", entity_id);
    }
    add(to, "device_class", in.device_class);
    add(to, "unit_of_measurement", in.unit);
    add(to, "state_class", in.state_class);
    add(to, "entity_category", in.category);
    if (!in.is_enabled) {
        to["enabled_by_default"] = false;
    }
    add(to, "icon", in.icon);
    if (in.precision) {
        to["suggested_display_precision"] = *in.precision;
    }
    add(to, "state_topic", in.state_topic);
    if (!in.json_path.empty()) {
        add(to, "value_template", value_template(in.json_path));
    }
    add(to, "command_topic", in.command_topic);
    for (const auto& [option, payload] : in.payloads) {
        add(to, option, payload);
    }
    for (const auto& [option, number] : in.numbers) {
        to[std::string{option}] = number;
    }
}

core::publication publication(const settings& home, std::string_view platform,
                              const std::string& id, const document& what)
{
    std::string topic = home.discovery_prefix;
    topic.append("/").append(platform).append("/").append(id).append("/config");
    return {.topic = std::move(topic),
            .payload = what.dump(-1, ' ', false, document::error_handler_t::replace),
            .retain = true};
}

}  // namespace

core::publication device_document(const settings& home, const device& of)
{
    document whole;
    whole["device"] = device_block(home, of);
    whole["origin"] = origin_block();
    add_availability(whole, of.availability);
    whole["qos"] = 1;
    auto& components = whole["components"];
    for (const auto& in : of.entities) {
        auto& component = components[in.key];
        add(component, "platform", in.platform);
        add_entity(component, home, of, in);
        add_availability(component, in.availability);
    }
    return publication(home, "device", of.identifier, whole);
}

std::vector<core::publication> component_documents(const settings& home, const device& of)
{
    std::vector<core::publication> documents;
    for (const auto& in : of.entities) {
        document whole;
        add_entity(whole, home, of, in);
        add_availability(whole, in.availability.empty() ? of.availability : in.availability);
        whole["qos"] = 1;
        whole["device"] = device_block(home, of);
        whole["origin"] = origin_block();
        documents.push_back(publication(home, in.platform, unique_id(of, in), whole));
    }
    return documents;
}

}  // namespace kmp2mqtt::home
