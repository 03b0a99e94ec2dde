// SPDX-License-Identifier: Apache-2.0

#include "home/problems.hpp"

#include <algorithm>
#include <span>

#include "home/published.hpp"
#include "meter/info_code.hpp"

namespace kmp2mqtt::home {

namespace {

struct info {
    const meter::snapshot::entry* entry{nullptr};  // nullptr: none was answered
    std::span<const meter::info_cause> causes;     // empty: no list is known
};

/// The info register with a known list, else the first that was answered.
info info_of(const meter::settings& configured, const meter::snapshot& of)
{
    const auto model = model_number(configured, of.identity);
    info found;
    for (const auto id : meter::info_registers) {
        const auto* const entry = of.entry_of(id);
        if (entry == nullptr || !entry->unit || !found.causes.empty()) {
            continue;
        }
        const auto causes = meter::info_causes(model, id);
        if (found.entry == nullptr || !causes.empty()) {
            found = {.entry = entry, .causes = causes};
        }
    }
    return found;
}

}  // namespace

std::string problem_key(const problem& of)
{
    return "problem_" + std::string{of.key};
}

std::vector<problem> problems_of(const meter::settings& configured, const meter::snapshot& of)
{
    const bool is_rejected = std::ranges::any_of(of.registers(), &meter::snapshot::entry::rejected);
    std::vector<problem> problems{
        {.key = "value_rejected", .name = "Value rejected", .is_there = is_rejected}};
    const auto info = info_of(configured, of);
    for (const auto& cause : info.causes) {
        problems.push_back({.key = cause.key,
                            .name = cause.text,
                            .is_there = meter::has_cause(info.entry->value, cause),
                            .is_common = cause.is_common});
    }
    return problems;
}

bool may_have_info(const meter::snapshot& of)
{
    return std::ranges::any_of(meter::info_registers, [&](auto id) { return of.has(id); });
}

bool has_info(const meter::snapshot& of)
{
    return info_of({}, of).entry != nullptr;
}

std::optional<std::string> info_text_of(const meter::settings& configured,
                                        const meter::snapshot& of)
{
    const auto info = info_of(configured, of);
    if (info.entry == nullptr) {
        return std::nullopt;
    }
    auto text = meter::info_text(info.entry->value, info.causes);
    return text ? std::optional{shortened(*std::move(text))} : std::nullopt;
}

}  // namespace kmp2mqtt::home
