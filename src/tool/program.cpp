// SPDX-License-Identifier: Apache-2.0

#include "tool/program.hpp"

#include <algorithm>
#include <ostream>

#include <CLI/CLI.hpp>

#include "core/log.hpp"
#include "core/version.hpp"
#include "tool/simulate.hpp"

namespace kmp2mqtt::tool {
namespace {

core::log::level level_of(int verbosity)
{
    using enum core::log::level;
    if (verbosity <= 0) {
        return warning;
    }
    return verbosity == 1 ? info : debug;
}

}  // namespace

exit_code run(std::vector<std::string> arguments, std::ostream& out, std::ostream& errors)
{
    CLI::App program{"Reads Kamstrup meters, and simulates them.", "kmptool"};
    program.require_subcommand(1);
    program.fallthrough();
    program.set_version_flag("--version", core::format("kmptool {}", core::version));
    int verbosity = 0;
    program.add_flag("-v,--verbose", verbosity, "Log more; may be repeated");
    const simulate meter_to_try{program};

    try {
        std::ranges::reverse(arguments);  // as CLI11 wants them
        program.parse(std::move(arguments));
    } catch (const CLI::ParseError& found) {
        return program.exit(found, out, errors) == 0 ? exit_code::ok : exit_code::usage;
    }
    core::log::start(level_of(verbosity));
    return meter_to_try.run(out, errors);
}

}  // namespace kmp2mqtt::tool
