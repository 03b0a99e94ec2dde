// SPDX-License-Identifier: Apache-2.0

/// @file
/// kmptool get-type: what the meter is, and its software.

#pragma once

#include <iosfwd>

#include <CLI/CLI.hpp>

#include "tool/exit_code.hpp"
#include "tool/meter_options.hpp"

namespace kmp2mqtt::tool {

/// The command's options, and what it does.
class get_type {
public:
    /// Adds the command to the program; must live until the command line is parsed.
    explicit get_type(CLI::App& program);

    [[nodiscard]] bool is_chosen() const { return command_->parsed(); }

    [[nodiscard]] exit_code run(const meter_options& line, std::ostream& out,
                                std::ostream& errors) const;

private:
    CLI::App* command_;
    bool json_{false};
};

}  // namespace kmp2mqtt::tool
