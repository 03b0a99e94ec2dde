// SPDX-License-Identifier: Apache-2.0

#include "tool/catalogue.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

#include "tool/whole_number.hpp"

namespace kmp2mqtt::tool {
namespace {

using enum kmp::meter_family;

constexpr std::array all_models{
    model_name{"601", multical_601},  model_name{"801", multical_801},
    model_name{"602", multical_602},  model_name{"402", multical_402},
    model_name{"302", multical_302},  model_name{"303", multical_x03},
    model_name{"403", multical_x03},  model_name{"603", multical_x03},
    model_name{"803", multical_x03},  model_name{"62", multical_62_21},
    model_name{"21", multical_62_21}, model_name{"flowiq", multical_62_21},
    model_name{"382", electricity},
};

bool knows(const kmp::register_info& of, kmp::meter_family family)
{
    return (of.meters & static_cast<std::uint8_t>(family)) != 0;
}

bool same_letter(char left, char right)
{
    return std::tolower(static_cast<unsigned char>(left)) ==
           std::tolower(static_cast<unsigned char>(right));
}

bool contains(std::string_view text, std::string_view part)
{
    return !std::ranges::search(text, part, same_letter).empty();
}

/// Units that meters answer in each other's place.
struct quantity {
    std::array<std::string_view, 12> units;
};

constexpr std::array quantities{
    quantity{{"Wh", "kWh", "MWh", "GWh", "J", "kJ", "MJ", "GJ", "cal", "kcal", "Mcal", "Gcal"}},
    quantity{{"W", "kW", "MW", "GW"}},
    quantity{{"m³", "l"}},
    quantity{{"l/h", "m³/h"}},
};

/// As keyboards have it, and as the table does.
struct spelling {
    std::string_view typed;
    std::string_view unit;
};

constexpr std::array spellings{
    spelling{.typed = "m3", .unit = "m³"},      spelling{.typed = "m^3", .unit = "m³"},
    spelling{.typed = "m3/h", .unit = "m³/h"},  spelling{.typed = "m^3/h", .unit = "m³/h"},
    spelling{.typed = "C", .unit = "°C"},       spelling{.typed = "degC", .unit = "°C"},
    spelling{.typed = "celsius", .unit = "°C"},
};

bool same(std::string_view left, std::string_view right)
{
    return std::ranges::equal(left, right, same_letter);
}

/// All that may stand for the unit; it alone where its quantity has no other.
std::vector<std::string_view> units_like(std::string_view text)
{
    for (const auto& row : spellings) {
        if (same(row.typed, text)) {
            text = row.unit;
        }
    }
    for (const auto& row : quantities) {
        if (std::ranges::any_of(row.units, [&](auto unit) { return same(unit, text); })) {
            return {row.units.begin(), std::ranges::find(row.units, std::string_view{})};
        }
    }
    return {text};
}

bool fits_unit(const kmp::register_info& row, const std::vector<std::string_view>& units)
{
    return std::ranges::any_of(units, [&](auto unit) { return same(row.typical_unit, unit); });
}

/// "60", "0x3C", "register_60"
std::optional<std::uint64_t> number_in(std::string_view word)
{
    constexpr std::string_view prefix = "register_";
    return whole_number(word.substr(word.starts_with(prefix) ? prefix.size() : 0));
}

bool fits_words(const kmp::register_info& row, std::span<const std::string> words)
{
    bool has_number = false;
    bool is_one = false;
    for (const auto& word : words) {
        if (const auto number = number_in(word)) {
            has_number = true;
            is_one = is_one || static_cast<std::uint64_t>(row.id) == *number;
        } else if (!contains(row.name, word) && !contains(row.label, word) &&
                   !contains(row.description, word)) {
            return false;
        }
    }
    return is_one || !has_number;
}

bool fits_model(const kmp::register_info& row, std::string_view name)
{
    const auto* const model = std::ranges::find(all_models, name, &model_name::name);
    return model != all_models.end() && knows(row, model->family);
}

}  // namespace

std::span<const model_name> model_names() noexcept
{
    return all_models;
}

bool is_unit(std::string_view text)
{
    const auto units = units_like(text);
    return std::ranges::any_of(kmp::known_registers(),
                               [&](const auto& row) { return fits_unit(row, units); });
}

std::vector<const kmp::register_info*> find_in_catalogue(const search& what)
{
    const auto units = units_like(what.unit);
    std::vector<const kmp::register_info*> found;
    for (const auto& row : kmp::known_registers()) {
        if ((what.unit.empty() || fits_unit(row, units)) &&
            (what.model.empty() || fits_model(row, what.model)) && fits_words(row, what.words)) {
            found.push_back(&row);
        }
    }
    return found;
}

std::vector<std::string_view> models_of(const kmp::register_info& of)
{
    std::vector<std::string_view> names;
    for (const auto& model : all_models) {
        if (knows(of, model.family)) {
            names.push_back(model.name);
        }
    }
    return names;
}

}  // namespace kmp2mqtt::tool
