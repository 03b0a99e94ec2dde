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
    return !std::exchange(entry->asked, true);
}

/// @returns whether more than the value changed
bool take_over(snapshot::entry& known, const kmp::measurement& measured)
{
    const auto before = known;
    known.unit = measured.unit;
    known.value = measured.value;
    known.asked = true;
    if (const auto* const number = std::get_if<kmp::decimal>(&measured.value)) {
        known.decimals = std::max(0, -number->exponent());
    }
    return known.unit != before.unit || known.asked != before.asked ||
           known.decimals != before.decimals;
}

}  // namespace

snapshot::snapshot(const std::vector<kmp::register_id>& configured)
{
    registers_.reserve(configured.size());
    for (const auto id : configured) {
        registers_.push_back({.id = id, .unit = {}, .value = {}, .decimals = {}});
    }
}

bool snapshot::apply(const reading& newest)
{
    last_read_ = newest.time;
    bool changed = false;
    for (const auto& measured : newest.values) {
        if (auto* const known = find(registers_, measured.id)) {
            changed |= take_over(*known, measured);
        }
    }
    for (const auto id : newest.missing) {
        changed |= clear(registers_, id);
    }
    for (const auto& [id, why] : newest.rejected) {
        changed |= clear(registers_, id);
    }
    return changed;
}

void snapshot::forget()
{
    last_read_.reset();
    identity = {};
    for (auto& each : registers_) {
        each = {.id = each.id, .unit = {}, .value = {}, .decimals = {}};
    }
}

}  // namespace kmp2mqtt::meter
