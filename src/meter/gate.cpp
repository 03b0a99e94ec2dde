// SPDX-License-Identifier: Apache-2.0

#include "meter/gate.hpp"

#include <algorithm>
#include <utility>

#include <kmp/registers.hpp>

#include "meter/info_code.hpp"
#include "meter/sensor_fault.hpp"

namespace kmp2mqtt::meter {
namespace {

/// Our choice: what nobody reads any more is read once a day at most, by a command or a plan.
constexpr std::chrono::hours longest_known_fault{48};

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

void gate::remember(const seen& first, const ruling& what, const std::string& trouble)
{
    auto& known = known_[first.value.id];
    known.trouble = what.passed ? std::string{} : trouble;
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
        const auto fault = sensor_fault(each, beside, model_);
        known_[each.id].broken = fault ? std::optional{first} : std::nullopt;
        const auto said = judge_now(first);
        const auto what = fault ? ruling{.passed = {}, .rejection = *fault, .told = {}}
                                : rule(first, said, second, is_same_meter);
        const auto trouble = fault ? *fault : trouble_of(said);
        if (what.passed) {
            newest.values.push_back(what.passed->value);
        } else {
            newest.rejected.emplace_back(each.id, what.rejection);
        }
        if (const auto told = notice_of(each, what, trouble)) {
            newest.notices.push_back(*told);
        }
        remember(first, what, trouble);
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

}  // namespace kmp2mqtt::meter
