// SPDX-License-Identifier: Apache-2.0

#include "tool/program.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <ostream>
#include <sstream>

#include <CLI/CLI.hpp>

#include "core/environment.hpp"
#include "core/log.hpp"
#include "core/version.hpp"
#include "tool/align/align.hpp"
#include "tool/decode/decode.hpp"
#include "tool/get_register.hpp"
#include "tool/get_serial.hpp"
#include "tool/get_type.hpp"
#include "tool/help_text.hpp"
#include "tool/meter_options.hpp"
#include "tool/registers.hpp"
#include "tool/replay.hpp"
#include "tool/report.hpp"
#include "tool/scan/scan.hpp"
#include "tool/screen.hpp"
#include "tool/simulate.hpp"
#include "tool/usage_error.hpp"
#include "tool/whole_number.hpp"

namespace kmp2mqtt::tool {
namespace {

core::log::level level_of(int verbosity)
{
    using enum core::log::level;
    if (verbosity <= 0) {
        return warning;
    }
    return verbosity == 1 ? info : trace;
}

/// Where no option says how much is logged, it is what pykmp-tool's users may have set.
///
/// @returns false if that is no number, which is reported
bool start_log(int verbosity, std::ostream& errors)
{
    constexpr std::uint64_t most = 2;
    const auto said = core::variable("PYKMP_VERBOSE");
    const auto number = said.empty() ? 0 : whole_number(said);
    if (verbosity <= 0 && !number) {
        report_usage(core::format("PYKMP_VERBOSE {}: must be a number, as 1 or 2", said), errors);
        return false;
    }
    const auto otherwise = static_cast<int>(std::min(number.value_or(0), most));
    core::log::start(level_of(verbosity > 0 ? verbosity : otherwise));
    return true;
}

/// Prints what was asked for instead of a command, or what is wrong with the command line.
exit_code end_of(const CLI::App& program, const CLI::ParseError& found, std::ostream& out,
                 std::ostream& errors)
{
    if (const auto wrong = usage_error(program, found); !wrong.empty()) {
        return report_usage(wrong, errors);
    }
    std::ostringstream text;
    program.exit(found, text, text);
    out << fitted(text.str(), terminal_width());
    return exit_code::ok;
}

/// A command, and whether it is the one.
struct choice {
    bool is_chosen;
    bool reads_meter;
    std::function<exit_code()> run;
};

}  // namespace

exit_code run(std::vector<std::string> arguments, std::ostream& out, std::ostream& errors)
{
    CLI::App program{"Reads Kamstrup meters, explains their frames, and simulates them.",
                     "kmptool"};
    program.require_subcommand(1);
    program.fallthrough();
    // As pykmp-tool: what an alias says can be said anew. Lists say that they are lists.
    program.option_defaults()->take_last();
    program.set_version_flag("--version", core::format("kmptool {}", core::version));
    int verbosity = 0;
    program.add_flag("-v,--verbose", verbosity,
                     "Log what happens; twice: every frame too (environment: PYKMP_VERBOSE)");
    const meter_options line{program};
    const get_register value{program};
    const get_serial serial{program};
    const get_type type{program};
    const registers catalogue{program};
    const scan search{program};
    const align place{program};
    const simulate meter_to_try{program};
    const decode frames{program};
    const replay recording{program};

    if (arguments.empty()) {
        errors << fitted(program.help(), terminal_width());
        return exit_code::usage;
    }
    try {
        std::ranges::reverse(arguments);  // as CLI11 wants them
        program.parse(std::move(arguments));
    } catch (const CLI::ParseError& found) {
        return end_of(program, found, out, errors);
    }
    if (!start_log(verbosity, errors)) {
        return exit_code::usage;
    }
    const std::array choices{
        choice{value.is_chosen(), true, [&] { return value.run(line, out, errors); }},
        choice{serial.is_chosen(), true, [&] { return serial.run(line, out, errors); }},
        choice{type.is_chosen(), true, [&] { return type.run(line, out, errors); }},
        choice{search.is_chosen(), true,
               [&] { return search.run(line, errors_go_to_terminal(), out, errors); }},
        choice{place.is_chosen(), true, [&] { return place.run(line, find_screen, out, errors); }},
        choice{catalogue.is_chosen(), false,
               [&] { return catalogue.run(terminal_width(), out, errors); }},
        choice{frames.is_chosen(), false, [&] { return frames.run(out, errors); }},
        choice{recording.is_chosen(), false, [&] { return recording.run(out, errors); }},
        choice{meter_to_try.is_chosen(), false, [&] { return meter_to_try.run(out, errors); }},
    };
    const auto& chosen = *std::ranges::find(choices, true, &choice::is_chosen);
    if (!chosen.reads_meter && !line.capture().file.empty()) {
        return report_usage("--capture: this command reads no meter, so there is nothing to record",
                            errors);
    }
    return chosen.run();
}

}  // namespace kmp2mqtt::tool
