// SPDX-License-Identifier: Apache-2.0

#include "meter/snapshot.hpp"

#include <algorithm>
#include <variant>

namespace kmp2mqtt::meter {

namespace {

snapshot::entry* find(std::vector<snapshot::entry>& in, kmp::register_id id)
{
    const auto found = std::ranges::find(in, id, &snapshot::entry::id);
    return found == in.end() ? nullptr : &*found;
}

/// The meter was asked and gave no value that can be used.
void clear(std::vector<snapshot::entry>& in, kmp::register_id id)
{
    if (auto* const entry = find(in, id)) {
        entry->value = kmp::no_value{};
        entry->asked = true;
    }
}

}  // namespace

snapshot::snapshot(const std::vector<kmp::register_id>& configured)
{
    registers_.reserve(configured.size());
    for (const auto id : configured) {
        registers_.push_back({.id = id, .unit = {}, .value = {}, .decimals = {}});
    }
}

void snapshot::apply(const reading& newest)
{
    last_read_ = newest.time;
    for (const auto& measured : newest.values) {
        if (auto* const known = find(registers_, measured.id)) {
            known->unit = measured.unit;
            known->value = measured.value;
            known->asked = true;
            if (const auto* const number = std::get_if<kmp::decimal>(&measured.value)) {
                known->decimals = std::max(0, -number->exponent());
            }
        }
    }
    for (const auto id : newest.missing) {
        clear(registers_, id);
    }
    for (const auto& [id, why] : newest.rejected) {
        clear(registers_, id);
    }
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
