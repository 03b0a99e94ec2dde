// SPDX-License-Identifier: Apache-2.0

/// @file
/// kmptool scan: which registers this meter answers.

#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include <kmp/message.hpp>
#include <kmp/result.hpp>

#include "tool/exit_code.hpp"
#include "tool/meter_options.hpp"
#include "tool/scan/errand.hpp"
#include "tool/scan/state.hpp"

namespace kmp2mqtt::tool {

/// The command's options, and what it does.
class scan {
public:
    /// Adds the command to the program; must live until the command line is parsed.
    explicit scan(CLI::App& program);

    [[nodiscard]] bool is_chosen() const { return command_->parsed(); }

    /// Asks for all registers, or goes on with what the state file leaves, and prints what is known
    /// then, also when interrupted.
    ///
    /// @param redraws  errors go to a terminal
    /// @returns ok when all was asked, and no register makes the meter silent or is not readable;
    ///          incomplete when some of it is missing, else why the meter did not answer
    [[nodiscard]] exit_code run(const meter_options& line, bool redraws, std::ostream& out,
                                std::ostream& errors) const;

private:
    [[nodiscard]] scan_layout layout() const;
    [[nodiscard]] kmp::result<std::vector<kmp::register_id>, std::string> chosen() const;
    [[nodiscard]] kmp::result<scan_state, std::string> beginning() const;

    CLI::App* command_;
    std::string from_;  // empty: the catalogue
    std::string to_;
    std::string state_;  // file; empty: none
    bool json_{false};
    bool toml_{false};
};

}  // namespace kmp2mqtt::tool
