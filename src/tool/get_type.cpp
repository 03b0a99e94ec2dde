// SPDX-License-Identifier: Apache-2.0

#include "tool/get_type.hpp"

#include <ostream>
#include <variant>

#include <kmp/message.hpp>

#include "json/text.hpp"
#include "tool/meter_visit.hpp"
#include "tool/report.hpp"

namespace kmp2mqtt::tool {
namespace {

std::string as_json(const kmp::get_type_response& said)
{
    return json::object{}
        .add_text("type", said.type_text())
        .add_text_or_null("software", said.revision_text())
        .text();
}

std::string as_text(const kmp::get_type_response& said)
{
    const auto software = said.revision_text();
    return "Meter type is: " + said.type_text() +
           ", software: " + (software.empty() ? "unknown" : software);
}

}  // namespace

get_type::get_type(CLI::App& program)
    : command_{program.add_subcommand("get-type", "Read type and software revision and print them")}
{
    command_->add_flag("--json", json_, "Print JSON");
}

exit_code get_type::run(const meter_options& line, std::ostream& out, std::ostream& errors) const
{
    const errand work = [&](at_meter& here) -> asio::awaitable<exit_code> {
        const kmp::request question{kmp::get_type_request{}};
        const auto got = co_await here.session.ask(here.line, question, here.whom.retries);
        if (!got) {
            co_return report(got.error(), errors);
        }
        const auto& said = std::get<kmp::get_type_response>(got->message);
        out << (json_ ? as_json(said) : as_text(said)) << '\n';
        co_return exit_code::ok;
    };
    return visit_meter(line, work, errors);
}

}  // namespace kmp2mqtt::tool
