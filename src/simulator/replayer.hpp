// SPDX-License-Identifier: Apache-2.0

/// @file
/// A meter that answers as one did before: a recording, played back request by request.

#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include "simulator/pace.hpp"
#include "simulator/recording.hpp"
#include "simulator/transmission.hpp"

namespace kmp2mqtt::simulator {

/// What has been played of a recording, on all lines to it.
///
/// A request that was recorded several times gets its answers in recorded order, then the first
/// one again; one that was recorded with nothing after it gets nothing, in its turn.
class tape {
public:
    /// @param once  each answer is given once, then there is silence
    tape(const recording& of, bool once);

    /// Whether it was recorded.
    [[nodiscard]] bool knows(const std::vector<std::uint8_t>& request) const;

    /// The next answer to it. @returns nullptr: not recorded, or all given
    [[nodiscard]] const recorded_answer* next(const std::vector<std::uint8_t>& request);

private:
    struct track {
        std::vector<recorded_answer> answers;
        std::size_t given{0};
    };

    std::map<std::vector<std::uint8_t>, track> tracks_;  // by request
    bool once_;
};

/// The meter's end of one line to a tape. Pure; simulator/line.hpp moves the bytes.
class replayer {
public:
    /// @param from  must outlive the replayer
    /// @param at    pace of the line: nothing comes before its recorded time, or sooner than a line
    ///              of that pace allows; without pace all comes at once
    replayer(tape& from, pace at) noexcept : tape_{&from}, pace_{at} {}

    /// Takes one byte from the client.
    ///
    /// @returns what was recorded after the request that it completes; empty for nothing. A request
    ///          that was not recorded stands in the log
    [[nodiscard]] transmission push(std::uint8_t byte);

private:
    [[nodiscard]] transmission play(const recorded_answer& answer) const;

    tape* tape_;
    pace pace_;
    std::vector<std::uint8_t> request_;
};

}  // namespace kmp2mqtt::simulator
