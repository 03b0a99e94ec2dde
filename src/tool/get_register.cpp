// SPDX-License-Identifier: Apache-2.0

#include "tool/get_register.hpp"

#include <algorithm>
#include <ostream>
#include <sstream>

#include <kmp/registers.hpp>
#include <kmp/unit.hpp>

#include "core/environment.hpp"
#include "core/log.hpp"
#include "json/text.hpp"
#include "meter/requests.hpp"
#include "tool/meter_visit.hpp"
#include "tool/register_choice.hpp"
#include "tool/register_output.hpp"
#include "tool/report.hpp"

namespace kmp2mqtt::tool {
namespace {

constexpr const char* registers_variable = "PYKMP_GET_REGISTERS";

std::vector<std::string> default_registers()
{
    std::istringstream words{std::string{core::variable(registers_variable)}};
    std::vector<std::string> all;
    for (std::string word; words >> word;) {
        all.push_back(word);
    }
    return all.empty() ? std::vector<std::string>{"60"} : all;
}

std::string as_text(const std::vector<kmp::measurement>& values)
{
    std::vector<kmp::register_id> registers;
    registers.reserve(values.size());
    for (const auto& each : values) {
        registers.push_back(each.id);
    }
    const auto width = name_width(registers);
    std::string text = "GetRegister response(s):\n";
    for (const auto& each : values) {
        text += register_line(each, width) + "\n";
    }
    return text;
}

std::string as_json(const std::vector<kmp::measurement>& values)
{
    std::vector<std::string> rows;
    rows.reserve(values.size());
    for (const auto& each : values) {
        rows.push_back(register_json(each).text());
    }
    return json::object{}.add("register_data", json::array(rows)).text() + "\n";
}

/// Our choice: a usual set of registers is read without a word about what it costs.
constexpr std::size_t few_telegrams = 4;

void name_unknown(const std::vector<kmp::measurement>& values, std::ostream& errors)
{
    for (const auto& each : values) {
        if (kmp::find(each.id) == nullptr) {
            errors << core::format(
                "kmptool: register {} is not in the catalogue; please report "
                "what it is, if you know\n",
                static_cast<unsigned>(each.id));
        }
        if (!kmp::is_known(each.sent_unit)) {
            errors << core::format(
                "kmptool: register {} has the unknown unit 0x{:02X}; its value "
                "is read as a number\n",
                static_cast<unsigned>(each.id), static_cast<unsigned>(each.sent_unit));
        }
    }
}

}  // namespace

get_register::get_register(CLI::App& program)
    : command_{program.add_subcommand("get-register", "Read registers and print them")}
{
    command_
        ->add_option("--register", registers_,
                     "Number, hex or name; may be repeated (environment: PYKMP_GET_REGISTERS). "
                     "Default: 60")
        ->type_name("ID|NAME")
        ->expected(1)
        ->take_all();
    json_ = command_->add_flag("--json")->description("Print JSON");
    text_ = command_->add_flag("--text")->description("Print text; the default");
    command_->add_flag("--allow-missing", allow_missing_,
                       "Registers that the meter leaves out are no failure");
}

bool get_register::prints_json() const
{
    const auto& given = command_->parse_order();
    const auto last = std::ranges::find_if(
        given.rbegin(), given.rend(),
        [this](const CLI::Option* each) { return each == json_ || each == text_; });
    return last != given.rend() && *last == json_;
}

exit_code get_register::run(const meter_options& line, std::ostream& out,
                            std::ostream& errors) const
{
    const auto wanted = find_registers(registers_.empty() ? default_registers() : registers_);
    if (!wanted) {
        const auto said_by =
            registers_.empty() ? std::string{registers_variable} + ": " : std::string{};
        return report_usage(said_by + wanted.error(), errors);
    }
    if (const auto telegrams = meter::split(*wanted).size(); telegrams > few_telegrams) {
        errors << core::format(
            "kmptool: {} registers in {} telegrams; a meter on a battery pays for each\n",
            wanted->size(), telegrams);
    }
    const errand work = [&](at_meter& here) -> asio::awaitable<exit_code> {
        auto registers = *wanted;
        std::vector<kmp::register_id> none;
        const auto got =
            co_await here.session.read(here.line, std::move(registers), std::move(none));
        co_return show(got, out, errors);
    };
    return visit_meter(line, work, errors);
}

exit_code get_register::show(const meter::answers& got, std::ostream& out,
                             std::ostream& errors) const
{
    if (got.answered) {
        out << (prints_json() ? as_json(got.values) : as_text(got.values)) << std::flush;
        name_unknown(got.values, errors);
    }
    if (!got.missing.empty()) {
        errors << core::format("kmptool: the meter left out: {}\n", names_of(got.missing));
    }
    if (got.failure) {
        const auto code = report(*got.failure, errors);
        if (core::came_nothing(got.failure->why) && (got.answered || got.failed.size() > 1)) {
            errors << "kmptool: a register may silence the meter; if get-type is answered, "
                      "kmptool scan finds which one\n";
        }
        if (!got.answered) {
            return code;
        }
        errors << core::format("kmptool: not answered: {}\n", names_of(got.failed));
        return exit_code::incomplete;
    }
    return got.missing.empty() || allow_missing_ ? exit_code::ok : exit_code::incomplete;
}

}  // namespace kmp2mqtt::tool
