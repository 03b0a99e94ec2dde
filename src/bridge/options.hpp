// SPDX-License-Identifier: Apache-2.0

/// @file
/// The command line of kmp2mqtt.

#pragma once

#include <string>

#include <kmp/result.hpp>

#include "core/log.hpp"

namespace kmp2mqtt::bridge {

struct options {
    std::string config_file;
    bool check{false};    ///< say what would run, and end
    unsigned verbose{0};  ///< steps more than the configured level
    bool quiet{false};    ///< warnings and errors only

    /// The lowest level to be logged, where the configuration says `configured`.
    [[nodiscard]] core::log::level log_level(core::log::level configured) const noexcept;
};

/// The program ends here: help and version were asked for, or the command line is wrong.
struct early_end {
    int exit_code{0};  ///< 0, or 2 for a wrong command line
    std::string text;  ///< for standard output, or with exit code 2 for standard error
};

/// Reads the command line, and KMP2MQTT_CONFIG of the environment.
[[nodiscard]] kmp::result<options, early_end> parse_options(int argc, const char* const* argv);

}  // namespace kmp2mqtt::bridge
