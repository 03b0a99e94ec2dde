// SPDX-License-Identifier: Apache-2.0

/// @file
/// What is behind a line, as the servers see it.

#pragma once

#include <functional>
#include <span>
#include <string>
#include <variant>

#include "simulator/meter.hpp"
#include "simulator/replayer.hpp"
#include "simulator/responder.hpp"

namespace kmp2mqtt::simulator {

/// The meter's end of one line.
using line_end = std::variant<responder, replayer>;

struct far_end {
    std::string name;                 ///< for the log
    std::function<line_end()> begin;  ///< for each line that a client makes
};

/// A meter, which must outlive it, as must the faults, and the journal if there is one.
[[nodiscard]] inline far_end far_end_of(meter& of, std::span<const fault> faults,
                                        journal* notes = nullptr)
{
    return {.name = "meter " + std::to_string(of.serial()),
            .begin = [&of, faults, notes] { return line_end{responder{of, faults, notes}}; }};
}

/// A tape, which must outlive it.
[[nodiscard]] inline far_end far_end_of(tape& of, pace at)
{
    return {.name = "recording", .begin = [&of, at] { return line_end{replayer{of, at}}; }};
}

}  // namespace kmp2mqtt::simulator
