// SPDX-License-Identifier: Apache-2.0

/// @file
/// kmptool get-register: values of registers, now.

#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "meter/session.hpp"
#include "tool/exit_code.hpp"
#include "tool/meter_options.hpp"

namespace kmp2mqtt::tool {

/// The command's options, and what it does.
class get_register {
public:
    /// Adds the command to the program; must live until the command line is parsed. Registers not
    /// chosen there come from PYKMP_GET_REGISTERS, separated by blanks; else it is register 60.
    explicit get_register(CLI::App& program);

    [[nodiscard]] bool is_chosen() const { return command_->parsed(); }

    [[nodiscard]] exit_code run(const meter_options& line, std::ostream& out,
                                std::ostream& errors) const;

private:
    /// The last of --json and --text counts.
    [[nodiscard]] bool prints_json() const;
    [[nodiscard]] exit_code show(const meter::answers& got, std::ostream& out,
                                 std::ostream& errors) const;

    CLI::App* command_;
    std::vector<std::string> registers_;
    CLI::Option* json_;
    CLI::Option* text_;
    bool allow_missing_{false};
};

}  // namespace kmp2mqtt::tool
