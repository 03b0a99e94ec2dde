// SPDX-License-Identifier: Apache-2.0

/// @file
/// Scenarios that happen together, each with its number.

#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <kmp/result.hpp>

#include "simulator/scenario.hpp"

namespace kmp2mqtt::simulator {

struct fault {
    const scenario* what;
    double number;  ///< meaningless where the scenario takes none
};

/// In the order of scenarios(), whatever the order in which they were named.
using combination = std::vector<fault>;

/// Reads names, several with commas, each perhaps with a number: "noise,bit_errors:0.01".
///
/// @returns what is wrong, and what would be right: an unknown name, a wrong number, a scenario
///          that stands twice, or two that decide the same
[[nodiscard]] kmp::result<combination, std::string> combine(std::span<const std::string> texts);

/// Why such a meter cannot show all of the combination; empty: it can.
[[nodiscard]] std::string objection(std::span<const fault> faults, const model& kind,
                                    bool over_tcp);

/// The name and its parameter: "bit_errors:RATE".
[[nodiscard]] std::string usage(const scenario& of);

/// What happens, and which number is usual.
[[nodiscard]] std::string explanation(const scenario& of);

}  // namespace kmp2mqtt::simulator
