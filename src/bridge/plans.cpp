// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <array>
#include <iterator>
#include <limits>
#include <span>

#include <kmp/registers.hpp>

#include "bridge/sections.hpp"
#include "core/duration.hpp"
#include "core/log.hpp"
#include "core/number.hpp"
#include "meter/slow_registers.hpp"
#include "meter/telegrams.hpp"

namespace kmp2mqtt::bridge {
namespace {

using namespace std::chrono_literals;

constexpr auto longest_interval = std::chrono::hours{24 * 366};

// The default sets: energy, volume, flow, power, temperatures, info code.
constexpr std::array<std::uint16_t, 8> heat{60, 68, 74, 80, 86, 87, 89, 99};
constexpr std::array<std::uint16_t, 8> cooling{63, 68, 74, 80, 86, 87, 89, 99};
constexpr std::array<std::uint16_t, 9> heat_cooling{60, 63, 68, 74, 80, 86, 87, 89, 99};
constexpr std::array<std::uint16_t, 7> water{68, 74, 99, 243, 292, 299, 1004};

std::vector<kmp::register_id> default_registers(meter::kind kind)
{
    const auto set = [kind]() -> std::span<const std::uint16_t> {
        switch (kind) {
            case meter::kind::cooling:
                return cooling;
            case meter::kind::heat_cooling:
                return heat_cooling;
            case meter::kind::water:
                return water;
            default:
                return heat;
        }
    }();
    std::vector<kmp::register_id> ids;
    for (const auto number : set) {
        ids.push_back(kmp::register_id{number});
    }
    return ids;
}

/// "0x4A"
std::optional<kmp::register_id> parse_hex(std::string_view text)
{
    if (!text.starts_with("0x") && !text.starts_with("0X")) {
        return std::nullopt;
    }
    const auto number = core::parse_number<std::uint16_t>(text.substr(2), 16);
    return number ? std::optional{kmp::register_id{*number}} : std::nullopt;
}

std::optional<kmp::register_id> read_register(const item& from)
{
    if (from.is_integer()) {
        const auto number = from.integer(0, std::numeric_limits<std::uint16_t>::max());
        return number ? std::optional{static_cast<kmp::register_id>(*number)} : std::nullopt;
    }
    const auto written = from.text("a text in quotes or a whole number");
    if (!written) {
        return std::nullopt;
    }
    if (const auto id = parse_hex(*written)) {
        return id;
    }
    if (const auto number = core::parse_number<std::uint16_t>(*written)) {
        return kmp::register_id{*number};
    }
    if (const auto id = kmp::find_register(*written)) {
        return id;
    }
    const auto meant = kmp::nearest_name(*written);
    from.problem(in_quotes(*written) +
                 (meant.empty() ? std::string{" is no register; a name, a number (68) or hex in "
                                              "quotes (\"0x44\") is"}
                                : core::format(" is no register; did you mean \"{}\"?", meant)));
    return std::nullopt;
}

std::vector<kmp::register_id> read_registers(const item& from, meter::kind kind)
{
    if (!from.is_there()) {
        return default_registers(kind);
    }
    std::vector<kmp::register_id> ids;
    std::vector<std::string> paths;
    for (const auto& element : from.list()) {
        const auto id = read_register(element);
        if (!id) {
            continue;
        }
        const auto before = std::ranges::find(ids, *id);
        if (before != ids.end()) {
            const auto index = static_cast<std::size_t>(before - ids.begin());
            element.problem(
                core::format("is register {} ({}), which {} names already; leave one "
                             "of them out",
                             static_cast<unsigned>(*id), kmp::name_of(*id), paths[index]));
            continue;
        }
        ids.push_back(*id);
        paths.push_back(element.path());
    }
    return ids;
}

void warn_of_battery(const item& from, std::chrono::milliseconds every)
{
    if (every < meter::hard_on_batteries) {
        from.warning(core::format(
            "every {} is {} reads a day; a battery's stated life is for 24 (one an hour), so it "
            "will be empty years earlier; \"10min\" or more spares it, a meter on mains does not "
            "mind",
            core::duration_text(every), std::chrono::milliseconds{24h} / every));
    }
}

/// The plan that runs where nobody wrote one reads daily what changes slowly.
void split_slow_ones(meter::settings& into)
{
    auto& usual = into.polls.front();
    meter::plan slow{.every = meter::slow_interval, .registers = {}};
    std::ranges::copy_if(usual.registers, std::back_inserter(slow.registers),
                         meter::changes_slowly);
    if (slow.registers.empty() || usual.every >= slow.every) {
        return;
    }
    into.order = usual.registers;
    std::erase_if(usual.registers, meter::changes_slowly);
    if (usual.registers.empty()) {
        into.polls.clear();
    }
    into.polls.push_back(std::move(slow));
}

void warn_of_slow_ones(const item& from, const meter::plan& plan)
{
    const auto slow = std::ranges::find_if(plan.registers, meter::changes_slowly);
    if (plan.every < 1h && slow != plan.registers.end()) {
        from.warning(core::format(
            "reads {} every {}, though it changes slowly: a plan of its own with every = \"1d\" "
            "spares the battery",
            kmp::name_of(*slow), core::duration_text(plan.every)));
    }
}

void read_plan(section& from, std::string_view every_key, meter::settings& into)
{
    meter::plan plan;
    const auto every = from[every_key];
    if (const auto span = every.duration(1s, longest_interval)) {
        plan.every = *span;
        warn_of_battery(every, plan.every);
    }
    const auto registers = from["registers"];
    into.registers_listed = into.registers_listed || registers.is_there();
    plan.registers = read_registers(registers, into.kind);
    into.polls.push_back(std::move(plan));
}

}  // namespace

void read_plans(section& from, meter::settings& into)
{
    const auto poll = from["poll"];
    if (!poll.is_there()) {
        read_plan(from, "interval", into);
        split_slow_ones(into);
        return;
    }
    for (const auto* const key : {"interval", "registers"}) {
        if (const auto beside = from[key]; beside.is_there()) {
            beside.problem("stands beside poll, whose plans have their own; keep one of the two");
        }
    }
    if (poll.is_text()) {
        const auto written = poll.text().value_or("");
        poll.problem(core::format(
            "is a text; a list of plans is wanted, and for a single plan write interval = \"{}\"",
            core::parse_duration(written) ? written : "1h"));
        return;
    }
    for (auto& plan : poll.tables()) {
        if (const auto every = plan["every"]; !every.is_there()) {
            every.problem("is missing; write how often, such as every = \"1h\"");
        }
        read_plan(plan, "every", into);
        warn_of_slow_ones(plan.whole(), into.polls.back());
        plan.refuse_unknown_keys();
    }
}

}  // namespace kmp2mqtt::bridge
