// SPDX-License-Identifier: Apache-2.0

#include "json/member.hpp"

#include <cstddef>

#include <nlohmann/json.hpp>

namespace kmp2mqtt::json {

namespace {

/// Our choice: more than a self description of a thousand meters needs, little enough to parse.
constexpr std::size_t longest_payload = std::size_t{1} << 20U;

}  // namespace

std::optional<std::string> text_member(std::string_view payload, std::string_view key)
{
    if (payload.size() > longest_payload) {
        return std::nullopt;
    }
    const auto object = nlohmann::json::parse(payload, nullptr, false);
    if (!object.is_object()) {
        return std::nullopt;
    }
    const auto member = object.find(key);
    if (member == object.end() || !member->is_string()) {
        return std::nullopt;
    }
    return member->get<std::string>();
}

}  // namespace kmp2mqtt::json
