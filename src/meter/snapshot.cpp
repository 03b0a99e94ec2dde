// SPDX-License-Identifier: Apache-2.0

#include "meter/snapshot.hpp"

#include <algorithm>
#include <utility>
#include <variant>

namespace kmp2mqtt::meter {

namespace {

snapshot::entry* find(std::vector<snapshot::entry>& in, kmp::register_id id)
{
    const auto found = std::ranges::find(in, id, &snapshot::entry::id);
    return found == in.end() ? nullptr : &*found;
}

/// The meter was asked and gave no value that can be used.
///
/// @returns whether that is the first answer
bool clear(std::vector<snapshot::entry>& in, kmp::register_id id)
{
    auto* const entry = find(in, id);
    if (entry == nullptr) {
        return false;
    }
    entry->value = kmp::no_value{};
    entry->rejected = false;
    return !std::exchange(entry->asked, true);
}

/// @returns whether more than the value changed
bool take_over(snapshot::entry& known, const kmp::measurement& measured)
{
    const auto before = known;
    known.unit = measured.unit;
    known.value = measured.value;
    known.asked = true;
    known.rejected = false;
    if (const auto* const number = std::get_if<kmp::decimal>(&measured.value)) {
        known.decimals = std::max(0, -number->exponent());
    }
    return known.unit != before.unit || known.asked != before.asked ||
           known.decimals != before.decimals;
}

const kmp::value* answered(const reading& in, kmp::register_id id)
{
    const auto found = std::ranges::find(in.values, id, &kmp::measurement::id);
    return found == in.values.end() ? nullptr : &found->value;
}

}  // namespace

snapshot::snapshot(const std::vector<kmp::register_id>& configured)
{
    registers_.reserve(configured.size());
    for (const auto id : configured) {
        registers_.push_back({.id = id, .unit = {}, .value = {}, .decimals = {}});
    }
}

const snapshot::entry* snapshot::entry_of(kmp::register_id id) const noexcept
{
    const auto found = std::ranges::find(registers_, id, &entry::id);
    return found == registers_.end() ? nullptr : &*found;
}

bool snapshot::concerns(const reading& newest) const noexcept
{
    return std::ranges::any_of(registers_, [&newest](const entry& each) {
        return answered(newest, each.id) != nullptr ||
               std::ranges::find(newest.missing, each.id) != newest.missing.end() ||
               std::ranges::find(newest.rejected, each.id,
                                 [](const auto& of) { return of.first; }) != newest.rejected.end();
    });
}

bool snapshot::apply(const reading& newest)
{
    if (concerns(newest)) {
        last_read_ = newest.time;
    }
    bool changed = false;
    for (const auto& measured : newest.values) {
        if (auto* const known = find(registers_, measured.id)) {
            changed |= take_over(*known, measured);
        }
    }
    for (const auto id : newest.missing) {
        changed |= clear(registers_, id);
        if (id == date_register || id == clock_register) {
            clock_.reset();
        }
    }
    for (const auto& [id, why] : newest.rejected) {
        changed |= clear(registers_, id);
        if (auto* const known = find(registers_, id)) {
            known->rejected = true;
        }
    }
    set_clock(newest);
    return changed;
}

/// A date and a time of day of different readings might be of different days.
void snapshot::set_clock(const reading& newest)
{
    const auto* const date_answer = answered(newest, date_register);
    const auto* const time_answer = answered(newest, clock_register);
    if (date_answer == nullptr || time_answer == nullptr) {
        return;
    }
    const auto* const date = std::get_if<std::chrono::year_month_day>(date_answer);
    const auto* const time = std::get_if<kmp::clock_time>(time_answer);
    clock_.reset();
    if (date != nullptr && time != nullptr) {
        clock_ = kmp::date_time{
            .date = *date, .since_midnight = time->since_midnight, .dst = std::nullopt};
    }
}

void snapshot::forget()
{
    last_read_.reset();
    clock_.reset();
    identity = {};
    for (auto& each : registers_) {
        each = {.id = each.id, .unit = {}, .value = {}, .decimals = {}};
    }
}

}  // namespace kmp2mqtt::meter
