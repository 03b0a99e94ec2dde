// SPDX-License-Identifier: Apache-2.0

#include "meter/gate.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include <kmp/registers.hpp>

#include "core/log.hpp"
#include "meter/info_code.hpp"
#include "meter/sensor_fault.hpp"

namespace kmp2mqtt::meter {
namespace {

/// Our choice: what nobody reads any more is read once a day at most, by a command or a plan.
constexpr std::chrono::hours longest_known_fault{48};

/// The longer of what the two clocks say: too much time only makes the gate milder.
std::chrono::milliseconds between(moment from, moment to)
{
    return std::max(std::chrono::duration_cast<std::chrono::milliseconds>(to.steady - from.steady),
                    std::chrono::duration_cast<std::chrono::milliseconds>(to.wall - from.wall));
}

std::string about(const kmp::measurement& of, const std::string& words)
{
    return kmp::name_of(of.id) + ": " + words;
}

const kmp::measurement* find(const std::vector<kmp::measurement>& in, kmp::register_id id)
{
    const auto found = std::ranges::find(in, id, &kmp::measurement::id);
    return found == in.end() ? nullptr : &*found;
}

bool is_counter(kmp::register_id id)
{
    const auto* const known = kmp::find(id);
    return known != nullptr && (known->nature == kmp::nature::counter ||
                                known->nature == kmp::nature::wrapping_counter);
}

}  // namespace

const gate::entry* gate::find(kmp::register_id id) const
{
    const auto found = known_.find(id);
    return found == known_.end() ? nullptr : &found->second;
}

verdict gate::judge_now(const seen& newest) const
{
    const auto* const known = find(newest.value.id);
    if (known == nullptr || !known->accepted) {
        return judge(most_, nullptr, std::chrono::milliseconds{0}, newest.value);
    }
    const auto& before = *known->accepted;
    return judge(most_, &before.value, between(before.at, newest.at), newest.value);
}

const gate::seen* gate::last_info() const
{
    const seen* last = nullptr;
    for (const auto id : info_registers) {
        const auto* const known = find(id);
        if (known != nullptr && known->accepted &&
            (last == nullptr || last->at.wall < known->accepted->at.wall)) {
            last = &*known->accepted;
        }
    }
    return last;
}

/// What a read lacks was said by the one before: the info code, and which sensors are broken.
std::vector<kmp::measurement> gate::with_known(std::vector<kmp::measurement> values,
                                               moment at) const
{
    const auto is_young = [&](const seen& what) {
        return between(what.at, at) <= longest_known_fault;
    };
    const bool has_info = std::ranges::any_of(
        info_registers, [&](auto id) { return meter::find(values, id) != nullptr; });
    if (const auto* const info = last_info(); !has_info && info != nullptr && is_young(*info)) {
        values.push_back(info->value);
    }
    for (const auto& [id, known] : known_) {
        if (known.broken && meter::find(values, id) == nullptr && is_young(*known.broken)) {
            values.push_back(known.broken->value);
        }
    }
    return values;
}

std::vector<kmp::register_id> gate::doubtful(const std::vector<kmp::measurement>& values,
                                             moment at) const
{
    const auto beside = with_known(values, at);
    std::vector<kmp::register_id> again;
    for (const auto& each : values) {
        if (sensor_fault(each, beside, model_)) {
            continue;
        }
        const auto is = judge_now({.value = each, .at = at}).is;
        if (is == likeness::doubtful || is == likeness::fallen) {
            again.push_back(each.id);
        }
    }
    return again;
}

bool gate::is_broken_off(const std::vector<kmp::measurement>& values, moment at) const
{
    return std::ranges::any_of(values, [&](const kmp::measurement& each) {
        return is_broken_off(each, judge_now({.value = each, .at = at}).is);
    });
}

bool gate::is_broken_off(const kmp::measurement& value, likeness is) const
{
    const auto* const known = find(value.id);
    if (known == nullptr || !known->accepted) {
        return false;
    }
    return is == likeness::other_unit || (is != likeness::plausible && is_counter(value.id));
}

/// Whether a later value can follow on one that was not accepted.
bool gate::agrees_later(const seen& first, const seen& later) const
{
    return judge(most_, &first.value, between(first.at, later.at), later.value).is ==
           likeness::plausible;
}

/// A unit that changed passes with the second read that has it.
gate::ruling gate::rule_unit(const seen& first, const std::string& reason) const
{
    const auto* const known = find(first.value.id);
    const auto& before = known->other_unit;
    if (before && agrees_later(*before, first)) {
        return {.passed = first,
                .rejection = {},
                .told = notice{.type = "unit_changed", .message = about(first.value, reason)}};
    }
    return {.passed = {}, .rejection = reason, .told = {}};
}

gate::ruling gate::rule_twice(const seen& first, const verdict& doubt, const seen& second) const
{
    const auto seen_again = text(second.value);
    const auto passes = [&](std::string_view type) {
        const auto words = core::format("{}; read again it is {}", doubt.reason, seen_again);
        return ruling{.passed = second,
                      .rejection = {},
                      .told = notice{.type = type, .message = about(first.value, words)}};
    };
    if (judge_now(second).is == likeness::plausible) {
        return passes("value_rejected");
    }
    if (agrees(most_, first.value, between(first.at, second.at), second.value)) {
        return passes(doubt.is == likeness::fallen ? "counter_restarted" : "value_confirmed");
    }
    return {.passed = {},
            .rejection = core::format("{}; read again it was {}", doubt.reason, seen_again),
            .told = {}};
}

gate::ruling gate::rule(const seen& first, const std::optional<seen>& second,
                        bool is_same_meter) const
{
    const auto said = judge_now(first);
    if (!is_same_meter && is_broken_off(first.value, said.is)) {
        return {.passed = {},
                .rejection = said.reason + ", and the meter did not say whether it is the same one",
                .told = {}};
    }
    switch (said.is) {
        case likeness::plausible:
            return {.passed = first, .rejection = {}, .told = {}};
        case likeness::other_unit:
            return rule_unit(first, said.reason);
        case likeness::other_quantity:
            return {.passed = {}, .rejection = said.reason, .told = {}};
        default:
            break;
    }
    if (second) {
        return rule_twice(first, said, *second);
    }
    return {.passed = {}, .rejection = said.reason + "; not answered again", .told = {}};
}

void gate::remember(const seen& first, const ruling& what)
{
    auto& known = known_[first.value.id];
    known.rejection = what.rejection;
    known.other_unit.reset();
    if (what.passed) {
        known.accepted = what.passed;
    } else if (known.accepted && known.accepted->value.unit != first.value.unit) {
        known.other_unit = first;
    }
}

void gate::settle(reading& newest, moment at, const std::vector<kmp::measurement>& again,
                  moment again_at, bool is_same_meter)
{
    const auto values = std::exchange(newest.values, {});
    const auto beside = with_known(values, at);
    for (const auto& each : values) {
        std::optional<seen> second;
        if (const auto* const found = meter::find(again, each.id)) {
            second = seen{.value = *found, .at = again_at};
        }
        const seen first{.value = each, .at = at};
        auto fault = sensor_fault(each, beside, model_);
        known_[each.id].broken = fault ? std::optional{first} : std::nullopt;
        const auto what = fault ? ruling{.passed = {}, .rejection = *std::move(fault), .told = {}}
                                : rule(first, second, is_same_meter);
        if (what.passed) {
            newest.values.push_back(what.passed->value);
        } else {
            newest.rejected.emplace_back(each.id, what.rejection);
        }
        if (const auto told = notice_of(each, what)) {
            newest.notices.push_back(*told);
        }
        remember(first, what);
    }
}

std::vector<accepted_value> gate::accepted() const
{
    std::vector<accepted_value> all;
    for (const auto& [id, known] : known_) {
        if (known.accepted) {
            all.push_back({.value = known.accepted->value, .at = known.accepted->at.wall});
        }
    }
    return all;
}

void gate::recall(const std::vector<accepted_value>& before, core::clock::time_point now)
{
    for (const auto& [value, at] : before) {
        known_[value.id].accepted = seen{.value = value, .at = {.steady = now, .wall = at}};
    }
}

/// What people should know, and have not been told at the read before.
std::optional<notice> gate::notice_of(const kmp::measurement& first, const ruling& what) const
{
    const auto* const known = find(first.id);
    const bool is_old = known != nullptr && known->rejection == what.rejection;
    if (what.passed || is_old) {
        return what.told;
    }
    return notice{.type = "value_rejected", .message = about(first, what.rejection)};
}

}  // namespace kmp2mqtt::meter
