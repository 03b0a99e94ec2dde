// SPDX-License-Identifier: Apache-2.0

/// @file
/// Which meter, and how patiently: the options of every command that reads one.

#pragma once

#include <initializer_list>
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

    /// @returns the meter, or a sentence that names the option or variable that is wrong and what
    ///          would be right
    [[nodiscard]] kmp::result<meter::settings, std::string> settings() const;

    /// The same, but that an answer is waited for so long unless the user said how long.
    [[nodiscard]] meter_options with_usual_timeout(std::string duration) const;

    /// Where to record what is on the line.
    [[nodiscard]] const link::capture& capture() const noexcept { return capture_; }

private:
    /// A text, and who said it: an environment variable, unless the option is given.
    struct setting {
        std::string text;
        std::string said_by;
        CLI::Option* option{nullptr};

        [[nodiscard]] std::string name() const;
    };

    static setting from_environment(std::initializer_list<const char*> names,
                                    const char* otherwise);

    setting device_;
    setting address_;
    std::string timeout_{"2s"};
    CLI::Option* timeout_option_{nullptr};
    unsigned retries_{2};
    link::capture capture_;
};

}  // namespace kmp2mqtt::tool
