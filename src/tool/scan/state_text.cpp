// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <optional>
#include <set>
#include <span>
#include <sstream>
#include <utility>

#include "core/hex.hpp"
#include "core/log.hpp"
#include "core/number.hpp"
#include "tool/scan/state.hpp"

namespace kmp2mqtt::tool {
namespace {

constexpr std::string_view format_line = "kmptool scan 1";
constexpr std::size_t longest_mantissa = 255;

using words = std::span<const std::string>;

/// A list of which each register has a line.
struct register_list {
    std::string_view key;
    std::vector<kmp::register_id> scan_state::* registers;
};

constexpr std::array lists{
    register_list{"left_out", &scan_state::left_out},
    register_list{"silencing", &scan_state::silencing},
    register_list{"unreadable", &scan_state::unreadable},
};

std::optional<scan_plan::group> parse_registers(words from, std::size_t most)
{
    scan_plan::group all;
    for (const auto& word : from) {
        const auto number = core::parse_number<std::uint16_t>(word);
        if (!number) {
            return std::nullopt;
        }
        all.push_back(kmp::register_id{*number});
    }
    return all.empty() || all.size() > most ? std::nullopt : std::optional{all};
}

std::optional<std::vector<std::uint8_t>> parse_bytes(std::string_view hex)
{
    std::vector<std::uint8_t> bytes;
    for (; hex.size() >= 2; hex.remove_prefix(2)) {
        const auto byte = core::parse_number<std::uint8_t>(hex.substr(0, 2), 16);
        if (!byte) {
            return std::nullopt;
        }
        bytes.push_back(*byte);
    }
    const bool is_right = hex.empty() && !bytes.empty() && bytes.size() <= longest_mantissa;
    return is_right ? std::optional{bytes} : std::nullopt;
}

std::optional<core::clock::wall_time> parse_time(const std::string& seconds)
{
    const auto number = core::parse_number<std::uint32_t>(seconds);
    return number ? std::optional{core::clock::wall_time{std::chrono::seconds{*number}}}
                  : std::nullopt;
}

std::optional<scanned_value> parse_value(words from)
{
    constexpr std::size_t without_time = 4;
    const bool has_time = from.size() == without_time + 1;
    if (from.size() != without_time && !has_time) {
        return std::nullopt;
    }
    const auto time = has_time ? parse_time(from[without_time]) : std::nullopt;
    const auto id = core::parse_number<std::uint16_t>(from[0]);
    const auto unit = core::parse_number<std::uint8_t>(from[1], 16);
    const auto sign_exponent = core::parse_number<std::uint8_t>(from[2], 16);
    const auto mantissa = parse_bytes(from[3]);
    if (!id || !unit || !sign_exponent || !mantissa || has_time != time.has_value()) {
        return std::nullopt;
    }
    return scanned_value{.id = kmp::register_id{*id},
                         .unit = static_cast<kmp::unit>(*unit),
                         .sign_exponent = *sign_exponent,
                         .mantissa = *mantissa,
                         .read_at = time};
}

/// What the lines of a file say so far.
struct draft {
    scan_state state;
    std::deque<scan_plan::group> groups;

    /// @returns false if the line is wrong
    bool take(const std::string& key, words rest)
    {
        if (key == "serial") {
            state.serial = rest.empty() ? "" : rest[0];
            return rest.size() <= 1;
        }
        return key == "value" ? take_value(rest) : take_registers(key, rest);
    }

private:
    /// A register stands in one place.
    bool is_new(kmp::register_id id) { return seen_.insert(id).second; }

    bool take_value(words rest)
    {
        auto value = parse_value(rest);
        if (!value || !is_new(value->id)) {
            return false;
        }
        state.answered.push_back(*std::move(value));
        return true;
    }

    bool take_registers(const std::string& key, words rest)
    {
        auto registers = parse_registers(rest, key == "ask" ? kmp::max_registers : 1);
        if (!registers ||
            !std::ranges::all_of(*registers, [this](auto id) { return is_new(id); })) {
            return false;
        }
        if (key == "ask") {
            groups.push_back(*std::move(registers));
            return true;
        }
        const auto list = std::ranges::find(lists, key, &register_list::key);
        if (list == lists.end()) {
            return false;
        }
        (state.*list->registers).push_back(registers->front());
        return true;
    }

    std::set<kmp::register_id> seen_;
};

/// " 1795344303"
std::string time_text(const scanned_value& of)
{
    if (!of.read_at) {
        return {};
    }
    const auto since_1970 = of.read_at->time_since_epoch();
    return core::format(" {}", std::chrono::floor<std::chrono::seconds>(since_1970).count());
}

}  // namespace

std::string text_of(const scan_state& of)
{
    auto text =
        core::format("{}\nserial{}{}\n", format_line, of.serial.empty() ? "" : " ", of.serial);
    for (const auto& each : of.answered) {
        text += core::format("value {} {:02x} {:02x} {}{}\n", static_cast<unsigned>(each.id),
                             static_cast<unsigned>(each.unit), each.sign_exponent,
                             core::hex_text(each.mantissa, ""), time_text(each));
    }
    for (const auto& list : lists) {
        for (const auto id : of.*list.registers) {
            text += core::format("{} {}\n", list.key, static_cast<unsigned>(id));
        }
    }
    for (const auto& group : of.plan.groups()) {
        text += "ask";
        for (const auto id : group) {
            text += core::format(" {}", static_cast<unsigned>(id));
        }
        text += '\n';
    }
    return text;
}

kmp::result<scan_state, std::string> parse_scan_state(std::string_view text)
{
    std::istringstream lines{std::string{text}};
    std::string line;
    if (!std::getline(lines, line) || line != format_line) {
        return core::format("1: is no state of a scan, which begins with \"{}\"", format_line);
    }
    draft read;
    for (unsigned number = 2; std::getline(lines, line); ++number) {
        std::istringstream in{line};
        std::string key;
        std::vector<std::string> rest;
        in >> key;
        for (std::string word; in >> word;) {
            rest.push_back(word);
        }
        if (!read.take(key, rest)) {
            return core::format("{}: {} is damaged; a new file begins a new scan", number,
                                core::log::one_line(line));
        }
    }
    read.state.plan = scan_plan{std::move(read.groups)};
    read.state.from_file = read.state.answered.size();
    return std::move(read.state);
}

}  // namespace kmp2mqtt::tool
