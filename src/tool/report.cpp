// SPDX-License-Identifier: Apache-2.0

#include "tool/report.hpp"

#include <ostream>

#include "core/log.hpp"

namespace kmp2mqtt::tool {

std::string_view next_step(core::cause why) noexcept
{
    switch (why) {
        case core::cause::port_missing:
            return "plug the head in; ls /dev/serial/by-id/ lists those that are";
        case core::cause::connection_refused:
            return "start ser2net there, or check the port number";
        case core::cause::unreachable:
            return "check the host's name and that it is switched on";
        case core::cause::connection_lost:
            return "check the cable; try again";
        default:
            return {};
    }
}

exit_code code_of(core::cause why) noexcept
{
    switch (why) {
        case core::cause::silence:
        case core::cause::only_echo:
            return exit_code::no_answer;
        case core::cause::noise:
        case core::cause::bad_checksum:
        case core::cause::wrong_answer:
        case core::cause::malformed:
            return exit_code::bad_frame;
        default:
            return exit_code::port;
    }
}

exit_code report(const core::failure& why, std::ostream& errors)
{
    errors << "kmptool: " << core::log::one_line(why.text);
    if (const auto hint = next_step(why.why); !hint.empty()) {
        errors << ": " << hint;
    }
    errors << '\n';
    return code_of(why.why);
}

exit_code report_usage(std::string_view what, std::ostream& errors)
{
    errors << "kmptool: " << core::log::one_line(what) << '\n';
    return exit_code::usage;
}

}  // namespace kmp2mqtt::tool
