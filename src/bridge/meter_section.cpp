// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <array>

#include "bridge/meter_pairs.hpp"
#include "bridge/sections.hpp"
#include "core/duration.hpp"
#include "core/log.hpp"
#include "home/topics.hpp"
#include "link/recording_file.hpp"
#include "poll/clock_grid.hpp"

namespace kmp2mqtt::bridge {
namespace {

using namespace std::chrono_literals;

constexpr std::array kinds{
    word{"heat", meter::kind::heat},
    word{"cooling", meter::kind::cooling},
    word{"heat-cooling", meter::kind::heat_cooling},
    word{"water", meter::kind::water},
};

/// As in the configuration; "auto" is no model.
constexpr std::array models{
    word{"auto", ""},         word{"21", "21"},   word{"62", "62"},   word{"302", "302"},
    word{"303", "303"},       word{"402", "402"}, word{"403", "403"}, word{"601", "601"},
    word{"602", "602"},       word{"603", "603"}, word{"801", "801"}, word{"803", "803"},
    word{"flowiq", "flowiq"},
};

/// "Heat meter 1" would do well as "heat_meter_1".
std::string as_name(std::string_view text)
{
    std::string name;
    for (const char c : text) {
        const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        name += home::is_name_character(lower) ? lower : '_';
    }
    return name;
}

std::string read_name(const item& from)
{
    auto name = from.text();
    if (!name) {
        if (!from.is_there()) {
            from.problem("is missing; name = \"heating\" makes it a level of the meter's topics");
        }
        return {};
    }
    if (name->empty()) {
        from.problem("is empty; it is a level of the meter's topics");
    } else if (name->size() > 64) {
        from.problem("is longer than 64 letters; title is for people, and may be longer");
    } else if (!std::ranges::all_of(*name, home::is_name_character)) {
        from.problem(
            core::format("{} has other characters than a to z, 0 to 9, '_' and '-'; {} "
                         "would do",
                         in_quotes(*name), in_quotes(as_name(*name))));
    } else if (*name == "bridge") {
        from.problem("\"bridge\" is the name of the bridge's own topics; choose another");
    }
    return *std::move(name);
}

/// "heat-meter_1" is read as "Heat meter 1".
std::string title_from(std::string name)
{
    std::ranges::replace_if(name, [](char c) { return c == '_' || c == '-'; }, ' ');
    if (!name.empty() && name.front() >= 'a' && name.front() <= 'z') {
        name.front() = static_cast<char>(name.front() - 'a' + 'A');
    }
    return name;
}

link::device_url read_device(const item& from)
{
    const auto written = from.text();
    if (!written) {
        if (!from.is_there()) {
            from.problem(
                "is missing; name the optical head's port, such as \"/dev/ttyUSB0\" or "
                "\"socket://meter-pi:2002\"");
        }
        return {};
    }
    auto url = link::parse_device_url(*written);
    if (!url) {
        from.problem(url.error());
        return {};
    }
    return *std::move(url);
}

/// As a meter says it: without zeros before it.
std::string read_serial(const item& from)
{
    const auto written = from.text().value_or("");
    if (written.find_first_not_of("0123456789") != std::string::npos) {
        from.problem(in_quotes(written) +
                     " has other characters than digits; the serial number is "
                     "what kmptool get-serial says");
        return {};
    }
    const auto zeros = std::min(written.find_first_not_of('0'), written.size());
    if (!written.empty() && zeros == written.size()) {
        from.problem(in_quotes(written) +
                     " is no meter's; the serial number is what kmptool get-serial says");
    }
    return written.substr(zeros);
}

std::string read_capture(const item& from)
{
    auto file = from.text().value_or("");
    if (!file.empty()) {
        if (const auto seen = link::recording_file::look_at(file); !seen) {
            from.problem(seen.error().text);
        }
    }
    return file;
}

void read_offset(const item& from, meter::settings& into)
{
    const auto offset = from.duration(-24h, 24h);
    if (!offset) {
        return;
    }
    into.offset = *offset;
    into.has_offset = true;
    for (const auto& plan : into.polls) {
        if (std::chrono::abs(into.offset) >= plan.every) {
            from.problem("is not shorter than the interval of " + core::duration_text(plan.every));
            return;
        }
    }
    const auto is_on_clock = [](const meter::plan& each) {
        return poll::divides_a_day(each.every);
    };
    if (into.offset.count() != 0 && std::ranges::none_of(into.polls, is_on_clock)) {
        from.warning(
            "has no effect: only an interval that divides a day, such as 5min or 1h, runs on the "
            "clock");
    }
}

meter::settings read_meter(section& from)
{
    meter::settings into;
    into.name = read_name(from["name"]);
    into.title = from["title"].text().value_or("");
    if (into.title.empty()) {
        into.title = title_from(into.name);
    }
    into.device = read_device(from["device"]);
    set(into.kind, from["kind"].choice(kinds));
    set(into.model, from["model"].choice(models));
    into.serial = read_serial(from["serial"]);
    set(into.address, from["address"].integer(0, 255));
    set(into.timeout, from["timeout"].duration(100ms, 60s));
    set(into.retries, from["retries"].integer(0, 10));
    set(into.command_max_age, from["command_max_age"].duration(0s, 24h));
    into.capture = read_capture(from["capture"]);
    into.limits = read_limits(from["limits"].table());
    read_plans(from, into);
    read_offset(from["offset"], into);
    read_battery(from, into);
    return into;
}

}  // namespace

std::vector<meter::settings> read_meters(const item& list)
{
    if (!list.is_there()) {
        list.problem("is missing; at least one [[meter]] with name and device is needed");
    }
    if (list.is_empty_list()) {
        list.problem("is empty; name at least one [[meter]] with name and device");
        return {};
    }
    auto sections = list.tables();
    std::vector<meter::settings> meters;
    meters.reserve(sections.size());
    for (auto& from : sections) {
        meters.push_back(read_meter(from));
    }
    refuse_clashes(meters, sections);
    for (const auto& from : sections) {
        from.refuse_unknown_keys();
    }
    return meters;
}

}  // namespace kmp2mqtt::bridge
