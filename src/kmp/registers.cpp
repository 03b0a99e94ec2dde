// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <numeric>

#include <kmp/registers.hpp>

#include "kmp/register_table.hpp"

namespace kmp {
namespace {

constexpr std::string_view unnamed = "register_";

static_assert(std::ranges::is_sorted(table::registers, {}, &register_info::id));

constexpr std::size_t longest_name = std::ranges::max(table::registers, {}, [](const auto& row) {
                                         return row.name.size();
                                     }).name.size();

/// Letters to add, drop or replace to make one word of the other.
///
/// @param to  a name of the table
std::size_t distance(std::string_view from, std::string_view to) noexcept
{
    std::array<std::size_t, longest_name + 1> row{};
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < from.size(); ++i) {
        auto diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < to.size(); ++j) {
            const auto replaced = diagonal + (from[i] == to[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, row[j] + 1, diagonal + 1});
        }
    }
    return row[to.size()];
}

}  // namespace

std::span<const register_info> known_registers() noexcept
{
    return table::registers;
}

const register_info* find(register_id id) noexcept
{
    const auto* const row = std::ranges::lower_bound(table::registers, id, {}, &register_info::id);
    return row != table::registers.end() && row->id == id ? row : nullptr;
}

std::optional<register_id> find_register(std::string_view name) noexcept
{
    const auto* const row = std::ranges::find(table::registers, name, &register_info::name);
    if (row != table::registers.end()) {
        return row->id;
    }
    if (!name.starts_with(unnamed)) {
        return std::nullopt;
    }
    const auto digits = name.substr(unnamed.size());
    std::uint16_t number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    const bool has_leading_zero = digits.size() > 1 && digits.front() == '0';
    if (error != std::errc{} || end != digits.data() + digits.size() || has_leading_zero) {
        return std::nullopt;
    }
    return register_id{number};
}

std::string name_of(register_id id)
{
    const auto* const row = find(id);
    return row != nullptr ? std::string{row->name}
                          : std::string{unnamed} + std::to_string(static_cast<unsigned>(id));
}

std::string label_of(register_id id)
{
    const auto* const row = find(id);
    return row != nullptr ? std::string{row->label}
                          : "Register " + std::to_string(static_cast<unsigned>(id));
}

std::string_view nearest_name(std::string_view name) noexcept
{
    // A third of the letters wrong is a slip; more is another word.
    auto best = (name.size() / 3) + 1;
    std::string_view nearest;
    for (const auto& row : table::registers) {
        // No nearer than their lengths: who sends long nonsense is answered at once.
        const auto [shorter, longer] = std::minmax({name.size(), row.name.size()});
        if (longer - shorter >= best) {
            continue;
        }
        const auto letters = distance(name, row.name);
        if (letters < best) {
            best = letters;
            nearest = row.name;
        }
    }
    return nearest;
}

}  // namespace kmp
