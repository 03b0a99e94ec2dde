// SPDX-License-Identifier: Apache-2.0

/// @file
/// kmptool simulate: a meter to try without a meter.

#pragma once

#include <chrono>
#include <cstdint>
#include <iosfwd>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "core/clock.hpp"
#include "simulator/combination.hpp"
#include "tool/exit_code.hpp"
#include "tool/serving_place.hpp"

namespace kmp2mqtt::tool {

/// The command's options, and what it does.
class simulate {
public:
    /// Adds the command to the program; must live until the command line is parsed.
    explicit simulate(CLI::App& program);

    [[nodiscard]] bool is_chosen() const { return command_->parsed(); }

    /// Writes one device URL a meter to `out`, and serves until SIGINT or SIGTERM.
    [[nodiscard]] exit_code run(std::ostream& out, std::ostream& errors) const;

private:
    [[nodiscard]] kmp::result<simulator::combination, std::string> wanted_faults() const;
    [[nodiscard]] std::chrono::nanoseconds ahead_of_utc(core::clock::wall_time now) const;

    CLI::App* command_;
    serving_place place_;
    std::string model_{"403"};
    std::uint32_t serial_{71'234'567};
    unsigned address_{0x3F};
    std::uint32_t baud_{1200};
    bool echoes_{false};
    std::vector<std::string> scenarios_;
    std::uint64_t seed_{1};
    std::string at_;  // empty: now
    std::size_t meters_{1};
    std::string journal_;  // file; empty: nobody keeps one
    bool list_scenarios_{false};
};

}  // namespace kmp2mqtt::tool
