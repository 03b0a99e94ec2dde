// SPDX-License-Identifier: Apache-2.0

/// @file
/// kmptool registers: the catalogue of known registers.

#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "tool/exit_code.hpp"

namespace kmp2mqtt::tool {

/// The command's options, and what it does.
class registers {
public:
    /// Adds the command to the program; must live until the command line is parsed.
    explicit registers(CLI::App& program);

    [[nodiscard]] bool is_chosen() const { return command_->parsed(); }

    /// Prints the registers that fit everything asked for; that there are none is an answer too.
    ///
    /// @param width  of the table, in columns
    [[nodiscard]] exit_code run(std::size_t width, std::ostream& out, std::ostream& errors) const;

private:
    CLI::App* command_;
    std::vector<std::string> words_;
    std::string unit_;   // empty: any
    std::string model_;  // empty: any
    bool json_{false};
};

}  // namespace kmp2mqtt::tool
