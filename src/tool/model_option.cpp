// SPDX-License-Identifier: Apache-2.0

#include "tool/model_option.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "core/log.hpp"

namespace kmp2mqtt::tool {
namespace {

/// Lower case, without blanks, signs, and the maker's words before the number.
std::string plain(std::string_view given)
{
    constexpr std::array<std::string_view, 3> prefixes{"kamstrup", "multical", "mc"};
    std::string name;
    for (const char c : given) {
        if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
            name += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        }
    }
    for (const auto prefix : prefixes) {
        name.erase(0, name.starts_with(prefix) ? prefix.size() : 0);
    }
    return name;
}

}  // namespace

std::string listed(const std::vector<std::string_view>& models)
{
    std::string all;
    for (const auto model : models) {
        all += core::format("{}{}", all.empty() ? "" : ", ", model);
    }
    return all;
}

CLI::Validator known_model(std::vector<std::string_view> models)
{
    const auto check = [models = std::move(models)](std::string& given) {
        const auto found = std::ranges::find(models, plain(given));
        if (found == models.end()) {
            return core::format("{} is no model; there are {}", given, listed(models));
        }
        given = *found;
        return std::string{};
    };
    return {check, ""};
}

}  // namespace kmp2mqtt::tool
