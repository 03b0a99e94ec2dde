// SPDX-License-Identifier: Apache-2.0

#include "tool/registers.hpp"

#include <algorithm>
#include <ostream>

#include "core/joined.hpp"
#include "core/log.hpp"
#include "json/text.hpp"
#include "tool/catalogue.hpp"
#include "tool/model_option.hpp"
#include "tool/not_empty.hpp"
#include "tool/text_block.hpp"

namespace kmp2mqtt::tool {
namespace {

/// Number, name and unit always; columns, the hex number and the label where they fit.
std::string as_row(const kmp::register_info& of, std::size_t name_width, std::size_t width)
{
    constexpr std::size_t unit_width = 8;
    const auto id = static_cast<unsigned>(of.id);
    const bool is_wide = 6 + 8 + name_width + 1 + unit_width <= width;
    auto row = is_wide ? core::format("{:>5} 0x{:04X}  {:<{}} {:<{}}", id, id, of.name, name_width,
                                      of.typical_unit, unit_width)
                       : core::format("{:>5} {} {}", id, of.name, of.typical_unit);
    if (columns_of(row) + 1 + columns_of(of.label) <= width) {
        row += core::format(" {}", of.label);
    }
    row.erase(row.find_last_not_of(' ') + 1);
    return row;
}

std::string as_json(const kmp::register_info& of)
{
    const auto id = static_cast<unsigned>(of.id);
    std::vector<std::string> models;
    for (const auto model : models_of(of)) {
        models.push_back(json::quoted(model));
    }
    return json::object{}
        .add_number("id_int", id)
        .add_text("id_hex", core::format("0x{:04X}", id))
        .add_text("name", of.name)
        .add_text("label", of.label)
        .add_text_or_null("unit_str", of.typical_unit)
        .add("models", json::array(models))
        .add_text("description", of.description)
        .text();
}

CLI::Validator known_unit()
{
    const auto check = [](const std::string& given) {
        return is_unit(given) ? std::string{}
                              : core::format(
                                    "{} is no unit of a register; write MWh, kW, m3, l/h, "
                                    "C, bar, or another that a meter shows",
                                    given);
    };
    return {check, ""};
}

}  // namespace

registers::registers(CLI::App& program)
    : command_{program.add_subcommand("registers", "List the known registers")}
{
    command_->add_option("WORD", words_, "A number, or part of a name, label or description")
        ->take_all();
    command_
        ->add_option("--unit", unit_,
                     "Only those that can have this unit: m3, GJ (those in MWh too: meters differ)")
        ->type_name("UNIT")
        ->check(not_empty())
        ->check(known_unit());
    std::vector<std::string_view> models;
    for (const auto& model : model_names()) {
        models.push_back(model.name);
    }
    command_
        ->add_option("--model", model_,
                     core::format("Only those of this model: {}", core::joined(models)))
        ->type_name("NAME")
        ->transform(known_model(models));
    command_->add_flag("--json", json_, "Print JSON");
}

exit_code registers::run(std::size_t width, std::ostream& out, std::ostream& errors) const
{
    const auto found = find_in_catalogue({.words = words_, .unit = unit_, .model = model_});
    if (found.empty()) {
        errors << "kmptool: no register fits; unknown ones can be read by their number all the "
                  "same\n";
    }
    if (json_) {
        std::vector<std::string> rows;
        rows.reserve(found.size());
        for (const auto* const row : found) {
            rows.push_back(as_json(*row));
        }
        out << json::array(rows) << '\n';
        return exit_code::ok;
    }
    std::size_t name_width = 0;
    for (const auto* const row : found) {
        name_width = std::max(name_width, row->name.size());
    }
    for (const auto* const row : found) {
        out << as_row(*row, name_width, width) << '\n';
    }
    return exit_code::ok;
}

}  // namespace kmp2mqtt::tool
