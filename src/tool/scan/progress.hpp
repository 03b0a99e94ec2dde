// SPDX-License-Identifier: Apache-2.0

/// @file
/// How far a scan is, for the person who waits: a bar on a terminal, else a line every tenth. Pure.

#pragma once

#include <chrono>
#include <cstddef>
#include <string>

namespace kmp2mqtt::tool {

/// Makes text for standard error.
class scan_progress {
public:
    scan_progress() = default;
    /// @param total    registers to ask for, at least 1
    /// @param redraws  it is a terminal, where a line can be written over
    scan_progress(std::size_t total, bool redraws) : total_{total}, redraws_{redraws} {}

    /// @param left  registers that are still to be asked for
    /// @returns what to write; at most 38 columns on a terminal, may be empty elsewhere
    [[nodiscard]] std::string update(std::size_t left, std::chrono::milliseconds elapsed);

    /// Takes the bar away, before other lines are written.
    [[nodiscard]] std::string end();

private:
    std::size_t total_{1};
    bool redraws_{false};
    bool shown_{false};
    std::size_t tenths_{0};  // told so far
};

}  // namespace kmp2mqtt::tool
