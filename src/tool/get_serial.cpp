// SPDX-License-Identifier: Apache-2.0

#include "tool/get_serial.hpp"

#include <ostream>
#include <string>

#include "json/text.hpp"
#include "tool/meter_visit.hpp"
#include "tool/report.hpp"

namespace kmp2mqtt::tool {

get_serial::get_serial(CLI::App& program)
    : command_{program.add_subcommand("get-serial", "Read the serial number and print it")}
{
    command_->add_flag("--json", json_, "Print JSON");
}

exit_code get_serial::run(const meter_options& line, std::ostream& out, std::ostream& errors) const
{
    const auto show = [&](const core::outcome<std::string>& serial) {
        if (!serial) {
            return report(serial.error(), errors);
        }
        if (serial->empty()) {
            errors << "kmptool: the meter answers, but names no serial number\n";
            return exit_code::incomplete;
        }
        out << (json_ ? json::object{}.add_text("serial", *serial).text()
                      : "Meter serial is: " + *serial)
            << '\n';
        return exit_code::ok;
    };
    const errand work = [&](at_meter& here) -> asio::awaitable<exit_code> {
        const auto serial = co_await here.session.serial_number(here.line, here.whom.retries);
        co_return show(serial);
    };
    return visit_meter(line, work, errors);
}

}  // namespace kmp2mqtt::tool
