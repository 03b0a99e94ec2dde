// SPDX-License-Identifier: Apache-2.0

#include "home/published.hpp"

#include <algorithm>
#include <array>

#include <kmp/registers.hpp>

#include "json/text.hpp"

namespace kmp2mqtt::home {

namespace {

struct type_row {
    std::string_view type;  // four hex digits of GetType
    std::string_view model;
};

/// [KMP] 6.2.1 for the 601, alone and through a 67-05 top module; 1101 was seen on a 402. Kamstrup
/// publishes no others.
constexpr auto type_rows = std::to_array<type_row>({
    {"0001", "601"},
    {"0004", "601"},
    {"0005", "601"},
    {"1501", "601"},
    {"1504", "601"},
    {"1505", "601"},
    {"1101", "402"},
});

}  // namespace

std::string_view published_unit(kmp::unit of) noexcept
{
    const auto& unit = kmp::info(of);
    const bool is_bare = unit.code == kmp::unit::number || unit.values != kmp::layout::number;
    return is_bare ? std::string_view{} : unit.symbol;
}

std::string names(const std::vector<kmp::register_id>& registers)
{
    std::vector<std::string> quoted;
    quoted.reserve(registers.size());
    for (const auto id : registers) {
        quoted.push_back(json::quoted(kmp::name_of(id)));
    }
    return json::array(quoted);
}

std::string shortened(std::string text)
{
    constexpr std::string_view ellipsis = "…";
    if (text.size() <= longest_state) {
        return text;
    }
    auto end = longest_state - ellipsis.size();
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
        --end;  // not in the middle of a character
    }
    if (const auto space = text.rfind(' ', end); space != std::string::npos) {
        end = space;  // nor of a word
    }
    text.resize(end);
    return text.append(ellipsis);
}

std::string_view model_number(const meter::settings& configured, const meter::identity& who)
{
    if (!configured.model.empty()) {
        return configured.model;
    }
    const auto* const row = std::ranges::find(type_rows, who.type, &type_row::type);
    return row == type_rows.end() ? std::string_view{} : row->model;
}

std::string model_of(const meter::settings& configured, const meter::identity& who)
{
    const auto model = model_number(configured, who);
    if (model.empty()) {
        return {};
    }
    return model == "flowiq" ? "flowIQ" : "MULTICAL " + std::string{model};
}

}  // namespace kmp2mqtt::home
