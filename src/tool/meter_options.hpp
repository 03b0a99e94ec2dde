// SPDX-License-Identifier: Apache-2.0

/// @file
/// Which meter, and how patiently: the options of every command that reads one.

#pragma once

#include <string>

#include <CLI/CLI.hpp>

#include <kmp/result.hpp>

#include "link/open.hpp"
#include "meter/settings.hpp"

namespace kmp2mqtt::tool {

/// Defaults come from the environment: KMP_DEVICE, else PYKMP_SERIAL_DEVICE;
/// KMP_DESTINATION_ADDRESS, else PYKMP_DESTINATION_ADDRESS.
class meter_options {
public:
    /// Adds the options to the program; must live until the command line is parsed.
    explicit meter_options(CLI::App& program);

    /// @returns the meter, or a sentence that names the option that is wrong and what would be
    ///          right
    [[nodiscard]] kmp::result<meter::settings, std::string> settings() const;

    /// Where to record what is on the line.
    [[nodiscard]] const link::capture& capture() const noexcept { return capture_; }

private:
    std::string device_;
    std::string address_;
    std::string timeout_{"2s"};
    unsigned retries_{2};
    link::capture capture_;
};

}  // namespace kmp2mqtt::tool
