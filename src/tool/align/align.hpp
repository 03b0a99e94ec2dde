// SPDX-License-Identifier: Apache-2.0

/// @file
/// kmptool align: finding the place for the optical head.

#pragma once

#include <functional>
#include <iosfwd>
#include <optional>
#include <string>

#include <CLI/CLI.hpp>

#include "tool/exit_code.hpp"
#include "tool/meter_options.hpp"
#include "tool/screen.hpp"

namespace kmp2mqtt::tool {

/// The command's options, and what it does.
class align {
public:
    /// Adds the command to the program; must live until the command line is parsed.
    explicit align(CLI::App& program);

    [[nodiscard]] bool is_chosen() const { return command_->parsed(); }

    /// Asks the meter its type again and again, and shows what comes back, until twenty of the last
    /// twenty answers were good, time is over, or a signal comes. A port that is missing is waited
    /// for.
    ///
    /// @param look    finds where large letters are drawn, before each time, since a window changes
    ///                its size; std::nullopt: a line a try
    /// @param errors  takes the bell
    /// @returns ok if the last answer was good, else what the last failure was
    [[nodiscard]] exit_code run(const meter_options& line,
                                const std::function<std::optional<screen>()>& look,
                                std::ostream& out, std::ostream& errors) const;

private:
    CLI::App* command_;
    std::string for_{"5min"};
    bool bell_{false};
    bool json_{false};
};

}  // namespace kmp2mqtt::tool
