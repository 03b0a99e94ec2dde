// SPDX-License-Identifier: Apache-2.0

#include "bridge/section.hpp"

#include <algorithm>

#include "core/duration.hpp"
#include "core/joined.hpp"
#include "core/log.hpp"
#include "core/nearest.hpp"

namespace kmp2mqtt::bridge {
namespace {

place place_of(const toml::source_region& region)
{
    return {.line = std::max(region.begin.line, 1U), .column = std::max(region.begin.column, 1U)};
}

std::string_view type_name(const toml::node& value)
{
    switch (value.type()) {
        case toml::node_type::table:
            return "a table";
        case toml::node_type::array:
            return "a list";
        case toml::node_type::string:
            return "a text";
        case toml::node_type::integer:
            return "an integer";
        case toml::node_type::floating_point:
            return "a number with a point";
        case toml::node_type::boolean:
            return "true or false";
        default:
            return "a date or a time";
    }
}

/// As TOML writes it: "meter[1].poll" is meter.poll there.
std::string without_indices(std::string_view path)
{
    std::string name;
    bool is_index = false;
    for (const char c : path) {
        is_index = c == '[' || (is_index && c != ']');
        if (!is_index && c != ']') {
            name += c;
        }
    }
    return name;
}

}  // namespace

bool item::is(toml::node_type type, std::string_view name) const
{
    if (!is_there()) {
        return false;
    }
    if (value_->type() != type) {
        problem(core::format("is {}; {} is wanted", type_name(*value_), name));
        return false;
    }
    return true;
}

std::optional<std::string> item::text(std::string_view wanted) const
{
    if (!is(toml::node_type::string, wanted)) {
        return std::nullopt;
    }
    return value_->as_string()->get();
}

std::optional<bool> item::flag() const
{
    if (!is(toml::node_type::boolean, "true or false without quotes")) {
        return std::nullopt;
    }
    return value_->as_boolean()->get();
}

std::optional<std::int64_t> item::integer(std::int64_t lowest, std::int64_t highest) const
{
    if (!is(toml::node_type::integer, "an integer without quotes")) {
        return std::nullopt;
    }
    const auto number = value_->as_integer()->get();
    if (number < lowest || number > highest) {
        problem(core::format("{} is not from {} to {}", number, lowest, highest));
        return std::nullopt;
    }
    return number;
}

std::optional<std::chrono::milliseconds> item::duration(std::chrono::milliseconds lowest,
                                                        std::chrono::milliseconds highest) const
{
    if (!is(toml::node_type::string, R"(a text with a unit, such as "30s" or "10min",)")) {
        return std::nullopt;
    }
    const auto& written = value_->as_string()->get();
    const auto span = core::parse_duration(written);
    if (!span) {
        problem(in_quotes(written) +
                " is no duration; a whole number with ms, s, min, h or d is, without a blank or "
                "a plus, such as \"30s\" or \"10min\"");
        return std::nullopt;
    }
    if (*span < lowest || *span > highest) {
        problem(core::format("{} is not from {} to {}", in_quotes(written),
                             core::duration_text(lowest), core::duration_text(highest)));
        return std::nullopt;
    }
    return span;
}

std::vector<item> item::list() const
{
    std::vector<item> elements;
    if (!is(toml::node_type::array, "a list in brackets")) {
        return elements;
    }
    for (const auto& element : *value_->as_array()) {
        elements.emplace_back(&element, place_of(element.source()),
                              core::format("{}[{}]", path_, elements.size() + 1), *out_);
    }
    if (elements.empty()) {
        problem("is empty; name at least one, or leave the key out");
    }
    return elements;
}

std::vector<section> item::tables() const
{
    if (is_there() && value_->is_table()) {
        problem(core::format("stands alone; there may be several, so write [[{}]]",
                             without_indices(path_)));
        return {};
    }
    std::vector<section> result;
    for (const auto& element : list()) {
        if (element.is(toml::node_type::table, "a table")) {
            result.push_back(element.table());
        }
    }
    return result;
}

section item::table() const
{
    const bool is_table = is(toml::node_type::table, "a table");
    return {is_table ? value_->as_table() : nullptr, where_, path_, *out_};
}

item section::operator[](std::string_view key)
{
    if (std::ranges::find(known_, key) == known_.end()) {
        known_.push_back(key);
    }
    const auto* value = values_ != nullptr ? values_->get(key) : nullptr;
    return {value, value != nullptr ? place_of(value->source()) : where_, path_of(key), *out_};
}

std::string section::path_of(std::string_view key) const
{
    return path_.empty() ? std::string{key} : core::format("{}.{}", path_, key);
}

void section::refuse_unknown_keys() const
{
    if (values_ == nullptr) {
        return;
    }
    for (const auto& [key, value] : *values_) {
        if (std::ranges::find(known_, key.str()) != known_.end()) {
            continue;
        }
        const auto meant = core::nearest(key.str(), known_);
        const auto advice = meant.empty() ? "known here: " + core::joined(known_)
                                          : core::format("did you mean \"{}\"?", meant);
        out_->problem(place_of(key.source()), path_of(key.str()), "unknown key; " + advice);
    }
}

}  // namespace kmp2mqtt::bridge
