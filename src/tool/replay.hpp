// SPDX-License-Identifier: Apache-2.0

/// @file
/// kmptool replay: the meter of a recording.

#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>

#include <CLI/CLI.hpp>

#include "tool/exit_code.hpp"
#include "tool/serving_place.hpp"

namespace kmp2mqtt::tool {

/// The command's options, and what it does.
class replay {
public:
    /// Adds the command to the program; must live until the command line is parsed.
    explicit replay(CLI::App& program);

    [[nodiscard]] bool is_chosen() const { return command_->parsed(); }

    /// Writes the device URL to `out`, and serves until SIGINT or SIGTERM.
    ///
    /// @returns usage for a file that is no recording; port
    [[nodiscard]] exit_code run(std::ostream& out, std::ostream& errors) const;

private:
    CLI::App* command_;
    std::string file_;
    serving_place place_;
    std::uint32_t baud_{1200};
    bool once_{false};
};

}  // namespace kmp2mqtt::tool
