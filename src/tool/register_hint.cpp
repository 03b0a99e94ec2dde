// SPDX-License-Identifier: Apache-2.0

#include "tool/register_hint.hpp"

#include <algorithm>
#include <array>
#include <tuple>
#include <vector>

#include <kmp/registers.hpp>

#include "core/log.hpp"
#include "tool/letters.hpp"

namespace kmp2mqtt::tool {
namespace {

/// pykmp/constants.py, REGISTERS: those of its names, squeezed, that are unlike ours.
struct other_name {
    std::string_view theirs;
    kmp::register_id ours;
};

constexpr std::array other_names{
    other_name{.theirs = "currentpower", .ours = kmp::register_id{80}},
    other_name{.theirs = "temp1", .ours = kmp::register_id{86}},
    other_name{.theirs = "temp2", .ours = kmp::register_id{87}},
    other_name{.theirs = "temp1xm3", .ours = kmp::register_id{97}},
    other_name{.theirs = "temp2xm3", .ours = kmp::register_id{110}},
    other_name{.theirs = "avgtemp1y", .ours = kmp::register_id{146}},
    other_name{.theirs = "avgtemp2y", .ours = kmp::register_id{147}},
    other_name{.theirs = "avgtemp1m", .ours = kmp::register_id{149}},
    other_name{.theirs = "avgtemp2m", .ours = kmp::register_id{150}},
};

bool has_word(std::string_view name, std::string_view word)
{
    const auto at = core::format("_{}_", name).find(core::format("_{}_", word));
    return at != std::string::npos;
}

/// The likeliest first: those with the text as a whole word, and short ones.
std::vector<std::string_view> names_with(std::string_view letters)
{
    std::vector<std::string_view> names;
    for (const auto& row : kmp::known_registers()) {
        const auto name = squeezed(row.name);
        if (name == letters) {
            return {row.name};
        }
        if (name.find(letters) != std::string::npos) {
            names.push_back(row.name);
        }
    }
    std::ranges::sort(names, {}, [letters](std::string_view name) {
        return std::tuple{!has_word(name, letters), name.size(), name};
    });
    return names;
}

std::string listed(const std::vector<std::string_view>& names, std::string_view word)
{
    constexpr std::size_t most = 3;  // Our choice: temp_t1, temp_t2 and temp_t3
    const auto shown = std::min(names.size(), most);
    auto text = core::format("did you mean {}", names.front());
    for (std::size_t i = 1; i < shown; ++i) {
        text += core::format("{} {}", i + 1 == shown ? " or" : ",", names[i]);
    }
    return text + (names.size() > most ? core::format("? kmptool registers {} lists more", word)
                                       : std::string{"?"});
}

}  // namespace

std::string register_hint(std::string_view text)
{
    constexpr std::size_t shortest = 2;  // a single letter is in nearly every name
    const auto letters = squeezed(text);
    const auto* const row = std::ranges::find(other_names, letters, &other_name::theirs);
    if (row != other_names.end()) {
        return listed({kmp::find(row->ours)->name}, letters);
    }
    if (letters.size() >= shortest) {
        if (const auto names = names_with(letters); !names.empty()) {
            return listed(names, letters);
        }
    }
    const auto nearest = kmp::nearest_name(text);
    return nearest.empty() ? "kmptool registers lists them" : listed({nearest}, letters);
}

}  // namespace kmp2mqtt::tool
