// SPDX-License-Identifier: Apache-2.0

#include <array>
#include <cstddef>

#include "bridge/sections.hpp"
#include "core/log.hpp"
#include "core/number.hpp"

namespace kmp2mqtt::bridge {
namespace {

constexpr std::array styles{
    word{"device", home::style::device},
    word{"component", home::style::component},
};

/// What is wrong with a topic, or nothing.
std::string_view fault_of_topic(std::string_view topic)
{
    if (topic.empty()) {
        return "is empty; a topic is wanted";
    }
    if (topic.find_first_of("+#") != std::string_view::npos) {
        return "has a wildcard, + or #; it is a topic to publish to";
    }
    if (topic.front() == '$') {
        return "begins with $, which is the broker's own";
    }
    if (topic.front() == '/' || topic.back() == '/' || topic.find("//") != std::string_view::npos) {
        return "has an empty level; slashes stand only between words";
    }
    for (const char c : topic) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
            return "has a control character";
        }
    }
    constexpr std::size_t longest = 200;  // Our choice: leaves room for the levels below it
    return topic.size() > longest ? "is longer than 200 bytes" : "";
}

/// "2025.11"
std::optional<home::release> parse_release(std::string_view text)
{
    const auto point = text.find('.');
    if (point == std::string_view::npos) {
        return std::nullopt;
    }
    const auto year = core::parse_number<int>(text.substr(0, point));
    const auto month = core::parse_number<int>(text.substr(point + 1));
    if (!year || !month || *year < 1000 || *year > 9999 || *month < 1 || *month > 12) {
        return std::nullopt;
    }
    return home::release{.year = *year, .month = *month};
}

void read_min_version(const item& from, home::settings& into)
{
    const auto written = from.text();
    if (!written) {
        return;
    }
    const auto version = parse_release(*written);
    if (!version) {
        from.problem(in_quotes(*written) +
                     " is no release; write year and month, as in \"2025.11\"");
    } else if (*version < home::release{.year = 2024, .month = 1}) {
        from.problem("releases before \"2024.1\" are not supported");
    } else if (into.style == home::style::device &&
               *version < home::release{.year = 2024, .month = 11}) {
        from.problem(
            "style \"device\" needs \"2024.11\" or later; for older ones set style = "
            "\"component\"");
    } else {
        into.min_version = *version;
    }
}

/// Home Assistant, and we, would take states and commands for documents, or documents for them.
void refuse_shared_topics(const home::settings& of, const item& prefix, const item& base,
                          const item& status)
{
    const auto own = of.base_topic + '/';
    if (of.discovery_prefix == of.base_topic) {
        (prefix.is_there() ? prefix : base)
            .problem(core::format("base_topic and discovery_prefix are both {}; each needs its own",
                                  in_quotes(of.base_topic)));
    } else if (of.discovery_prefix.starts_with(own)) {
        prefix.problem("lies under base_topic, among the bridge's own topics; choose another");
    }
    const bool is_own = of.status_topic.starts_with(own) &&
                        of.status_topic.find('/', own.size()) != std::string::npos;
    if (is_own) {
        status.problem(
            "lies under base_topic, among the bridge's own topics; Home Assistant's birth topic is "
            "wanted, \"homeassistant/status\" unless it was changed there");
    }
}

}  // namespace

std::optional<std::string> read_topic(const item& from)
{
    auto topic = from.text();
    if (!topic) {
        return std::nullopt;
    }
    if (const auto fault = fault_of_topic(*topic); !fault.empty()) {
        from.problem(fault);
        return std::nullopt;
    }
    return topic;
}

home::settings read_home(section& homeassistant, section& mqtt)
{
    home::settings into;
    set(into.discovery, homeassistant["discovery"].flag());
    const auto base = mqtt["base_topic"];
    const auto prefix = homeassistant["discovery_prefix"];
    const auto status = homeassistant["status_topic"];
    set(into.base_topic, read_topic(base));
    set(into.discovery_prefix, read_topic(prefix));
    set(into.status_topic, read_topic(status));
    if (into.discovery) {
        refuse_shared_topics(into, prefix, base, status);
    }
    set(into.style, homeassistant["style"].choice(styles));
    read_min_version(homeassistant["min_version"], into);
    return into;
}

}  // namespace kmp2mqtt::bridge
