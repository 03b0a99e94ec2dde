// SPDX-License-Identifier: Apache-2.0

#include "bridge/options.hpp"

#include <algorithm>
#include <sstream>

#include <CLI/CLI.hpp>

#include "core/version.hpp"

namespace kmp2mqtt::bridge {

using core::log::level;

level options::log_level(level configured) const noexcept
{
    if (quiet) {
        return std::min(configured, level::warning);
    }
    const auto steps = static_cast<unsigned>(configured) + verbose;
    return static_cast<level>(std::min(steps, static_cast<unsigned>(level::trace)));
}

kmp::result<options, early_end> parse_options(int argc, const char* const* argv)
{
    options chosen{.config_file = "/etc/kmp2mqtt/kmp2mqtt.toml"};
    CLI::App app{"Reads Kamstrup meters and publishes what they say over MQTT.", "kmp2mqtt"};
    app.add_option("-c,--config", chosen.config_file, "The configuration")
        ->type_name("FILE")
        ->envname("KMP2MQTT_CONFIG")
        ->capture_default_str();
    app.add_flag("--check", chosen.check, "Check the configuration, say what would run, and end");
    app.add_flag("-v,--verbose", chosen.verbose,
                 "Log one level more than configured; twice: two levels");
    app.add_flag("-q,--quiet", chosen.quiet, "Log warnings and errors only");
    app.set_version_flag("--version", "kmp2mqtt " + std::string{core::version});
    try {
        app.parse(argc, argv);
        // Not excludes(): CLI11 2.4 takes a flag that is counted as always given.
        if (chosen.quiet && chosen.verbose > 0) {
            throw CLI::ExcludesError{"--quiet", "--verbose"};
        }
    } catch (const CLI::ParseError& why) {
        std::ostringstream text;
        const bool is_wrong = app.exit(why, text, text) != 0;
        return early_end{.exit_code = is_wrong ? 2 : 0, .text = text.str()};
    }
    return chosen;
}

}  // namespace kmp2mqtt::bridge
