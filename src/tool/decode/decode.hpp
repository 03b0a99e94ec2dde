// SPDX-License-Identifier: Apache-2.0

/// @file
/// kmptool decode: explains the bytes of frames, without a meter.

#pragma once

#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>

#include "tool/exit_code.hpp"

namespace kmp2mqtt::tool {

/// The command's options, and what it does.
class decode {
public:
    /// Adds the command to the program; must live until the command line is parsed.
    explicit decode(CLI::App& program);

    [[nodiscard]] bool is_chosen() const { return command_->parsed(); }

    /// Explains what the options name, else standard input.
    ///
    /// @returns ok where every frame is good, bad_frame where one is not or there is none, usage
    ///          where the text is no hex or cannot be read
    [[nodiscard]] exit_code run(std::ostream& out, std::ostream& errors) const;

private:
    [[nodiscard]] exit_code explain_arguments(std::ostream& out, std::ostream& errors) const;
    [[nodiscard]] exit_code explain(std::string_view text, std::string_view unit, std::ostream& out,
                                    std::ostream& errors) const;

    CLI::App* command_;
    std::vector<std::string> hex_;
    std::string file_;  // empty: hex_, else standard input
    bool as_json_{false};
};

}  // namespace kmp2mqtt::tool
