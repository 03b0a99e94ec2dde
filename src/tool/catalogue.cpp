// SPDX-License-Identifier: Apache-2.0

#include "tool/catalogue.hpp"

#include <algorithm>
#include <array>
#include <cctype>

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

bool fits_word(const kmp::register_info& row, std::string_view word)
{
    if (const auto number = whole_number(word)) {
        return static_cast<std::uint64_t>(row.id) == *number;
    }
    return contains(row.name, word) || contains(row.label, word) || contains(row.description, word);
}

bool fits(const kmp::register_info& row, const search& what)
{
    if (!what.unit.empty() && !std::ranges::equal(row.typical_unit, what.unit, same_letter)) {
        return false;
    }
    if (!what.model.empty()) {
        const auto* const model = std::ranges::find(all_models, what.model, &model_name::name);
        if (model == all_models.end() || !knows(row, model->family)) {
            return false;
        }
    }
    return std::ranges::all_of(what.words,
                               [&row](const std::string& word) { return fits_word(row, word); });
}

}  // namespace

std::span<const model_name> model_names() noexcept
{
    return all_models;
}

std::vector<const kmp::register_info*> find_in_catalogue(const search& what)
{
    std::vector<const kmp::register_info*> found;
    for (const auto& row : kmp::known_registers()) {
        if (fits(row, what)) {
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
