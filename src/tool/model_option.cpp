// SPDX-License-Identifier: Apache-2.0

#include "tool/model_option.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "core/joined.hpp"
#include "core/log.hpp"
#include "tool/letters.hpp"

namespace kmp2mqtt::tool {
namespace {

/// Without the maker's words before the number.
std::string plain(std::string_view given)
{
    constexpr std::array<std::string_view, 3> prefixes{"kamstrup", "multical", "mc"};
    auto name = squeezed(given);
    for (const auto prefix : prefixes) {
        name.erase(0, name.starts_with(prefix) ? prefix.size() : 0);
    }
    return name;
}

}  // namespace

CLI::Validator known_model(std::vector<std::string_view> models)
{
    const auto check = [models = std::move(models)](std::string& given) {
        const auto found = std::ranges::find(models, plain(given));
        if (found == models.end()) {
            return core::format("{} is no model; there are {}", given, core::joined(models));
        }
        given = *found;
        return std::string{};
    };
    return {check, ""};
}

}  // namespace kmp2mqtt::tool
