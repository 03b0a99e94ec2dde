// SPDX-License-Identifier: Apache-2.0

#include "bridge/config.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <system_error>

#include "bridge/file_text.hpp"
#include "bridge/sections.hpp"
#include "core/local_time.hpp"
#include "home/topics.hpp"

namespace kmp2mqtt::bridge {
namespace {

using core::log::level;

constexpr std::array levels{
    word{"error", level::error}, word{"warning", level::warning}, word{"info", level::info},
    word{"debug", level::debug}, word{"trace", level::trace},
};

std::string read_timezone(const item& from)
{
    auto name = from.text().value_or("");
    if (!name.empty() && !core::is_time_zone(name)) {
        from.problem(in_quotes(name) +
                     " is not in the system's zone database; a name such as "
                     "\"Europe/Copenhagen\" is");
    }
    return name;
}

config read_config(section& root)
{
    config into;
    into.timezone = read_timezone(root["timezone"]);
    auto mqtt = root["mqtt"].table();
    auto homeassistant = root["homeassistant"].table();
    auto log = root["log"].table();
    auto store = root["store"].table();
    into.mqtt = read_mqtt(mqtt);
    into.home = read_home(homeassistant, mqtt);
    into.home.client_id = into.mqtt.client_id;
    into.mqtt.last_will = {
        .topic = home::bridge_topic(into.home, "state"), .payload = "offline", .retain = true};
    set(into.log_level, log["level"].choice(levels));
    into.store = read_store(store);
    into.meters = read_meters(root["meter"]);
    for (const auto* each : {&mqtt, &homeassistant, &log, &store, &root}) {
        each->refuse_unknown_keys();
    }
    return into;
}

/// What toml++ says of a syntax error; but nothing of a line that may hold a secret.
std::string description_of(const toml::parse_error& why, std::string_view text)
{
    for (auto line = why.source().begin.line; line > 1; --line) {
        text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
    }
    if (text.substr(0, text.find('\n')).find("password") != std::string_view::npos) {
        return "this is no TOML; a text stands in quotes, on one line";
    }
    return std::string{why.description()};
}

}  // namespace

kmp::result<config, problems> parse_config(std::string_view text, const std::string& file)
{
    findings found{file};
    try {
        const auto table = toml::parse(text);
        section root{&table, {}, {}, found};
        auto read = read_config(root);
        if (auto wrong = found.problems(); !wrong.empty()) {
            return wrong;
        }
        read.warnings = found.warnings();
        return read;
    } catch (const toml::parse_error& why) {
        const auto& at = why.source().begin;
        found.problem({.line = at.line, .column = at.column}, "syntax", description_of(why, text));
        return found.problems();
    }
}

kmp::result<config, problems> load_config(const std::string& file)
{
    const auto text = read_file(file);
    if (!text) {
        std::error_code none;
        const bool is_missing = !std::filesystem::exists(file, none) && !none;
        return problems{file + ": cannot be read: " + text.error().why +
                        (is_missing ? "; copy etc/kmp2mqtt.toml there, or name another with -c or "
                                      "KMP2MQTT_CONFIG"
                                    : "")};
    }
    return parse_config(*text, file);
}

}  // namespace kmp2mqtt::bridge
