// SPDX-License-Identifier: Apache-2.0

#include "tool/scan/state.hpp"

#include <algorithm>
#include <chrono>

namespace kmp2mqtt::tool {

kmp::measurement scanned_value::read() const
{
    return kmp::interpret(
        {.id = id, .unit = unit, .sign_exponent = sign_exponent, .mantissa = mantissa});
}

void scan_state::take(const kmp::get_register_response& got, core::clock::wall_time now)
{
    const auto second = std::chrono::floor<std::chrono::seconds>(now);
    for (const auto id : plan.next()) {
        const auto* const block = std::ranges::find(got.registers, id, &kmp::register_block::id);
        if (block == got.registers.end() || block->mantissa.empty()) {
            left_out.push_back(id);
            continue;
        }
        answered.push_back({.id = id,
                            .unit = block->unit,
                            .sign_exponent = block->sign_exponent,
                            .mantissa = {block->mantissa.begin(), block->mantissa.end()},
                            .read_at = second});
    }
    plan.answered();
}

void scan_state::take_failure(core::cause why)
{
    const bool came_nothing = core::came_nothing(why);
    if (!came_nothing && plan.may_put_off()) {
        plan.put_off();
        return;
    }
    if (plan.next().size() == 1) {
        (came_nothing ? silencing : unreadable).push_back(plan.next().front());
    }
    plan.failed();
}

void scan_state::ask_unreadable_again()
{
    for (const auto id : unreadable) {
        plan.ask_last(id);
    }
    unreadable.clear();
}

std::vector<kmp::register_id> scan_state::registers() const
{
    std::vector<kmp::register_id> all{left_out};
    all.insert(all.end(), silencing.begin(), silencing.end());
    all.insert(all.end(), unreadable.begin(), unreadable.end());
    for (const auto& each : answered) {
        all.push_back(each.id);
    }
    for (const auto& group : plan.groups()) {
        all.insert(all.end(), group.begin(), group.end());
    }
    std::ranges::sort(all);
    return all;
}

std::vector<kmp::measurement> scan_state::values() const
{
    std::vector<kmp::measurement> all;
    all.reserve(answered.size());
    for (const auto& each : answered) {
        all.push_back(each.read());
    }
    std::ranges::sort(all, {}, &kmp::measurement::id);
    return all;
}

}  // namespace kmp2mqtt::tool
