// SPDX-License-Identifier: Apache-2.0

#include <string_view>

#include <kmp/registers.hpp>

#include "core/log.hpp"
#include "meter/gate.hpp"

namespace kmp2mqtt::meter {
namespace {

std::string about(const kmp::measurement& of, const std::string& words)
{
    return kmp::name_of(of.id) + ": " + words;
}

}  // namespace

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

gate::ruling gate::rule(const seen& first, const verdict& said, const std::optional<seen>& second,
                        bool is_same_meter) const
{
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

std::string gate::trouble_of(const verdict& said)
{
    switch (said.is) {
        case likeness::doubtful:
            return "doubtful";
        case likeness::fallen:
            return "fallen";
        default:
            return said.reason;  // which names the units, not the values
    }
}

/// What people should know, and have not been told at the read before.
std::optional<notice> gate::notice_of(const kmp::measurement& first, const ruling& what,
                                      const std::string& trouble) const
{
    const auto* const known = find(first.id);
    const bool is_old = known != nullptr && known->trouble == trouble;
    if (what.passed || is_old) {
        return what.told;
    }
    return notice{.type = "value_rejected", .message = about(first, what.rejection)};
}

}  // namespace kmp2mqtt::meter
