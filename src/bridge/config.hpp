// SPDX-License-Identifier: Apache-2.0

/// @file
/// The whole configuration, read and checked once at start.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <kmp/result.hpp>

#include "core/log.hpp"
#include "home/settings.hpp"
#include "meter/settings.hpp"
#include "mqtt/settings.hpp"
#include "store/settings.hpp"

namespace kmp2mqtt::bridge {

struct config {
    std::string timezone;  ///< IANA name; empty: the system's
    mqtt::settings mqtt;   ///< last_will, also the last word, is set
    home::settings home;
    store::settings store;
    core::log::level log_level{core::log::level::info};
    std::vector<meter::settings> meters;
    std::vector<std::string> warnings;  ///< what is allowed, and worth a word at every start
};

/// What is wrong with a configuration: "FILE:LINE:COLUMN: KEY: what is wrong, and what would be
/// right", one for each problem, in the order of the file.
using problems = std::vector<std::string>;

/// Reads a TOML text. `file` names it in problems. Reads password_file, PEM files, time zone
/// data and $STATE_DIRECTORY, looks whether files and programs that are named can be used, and
/// changes nothing.
[[nodiscard]] kmp::result<config, problems> parse_config(std::string_view text,
                                                         const std::string& file);

/// Reads a file.
[[nodiscard]] kmp::result<config, problems> load_config(const std::string& file);

}  // namespace kmp2mqtt::bridge
