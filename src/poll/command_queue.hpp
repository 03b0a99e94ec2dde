// SPDX-License-Identifier: Apache-2.0

/// @file
/// Reads that people ask for, while they wait: shared where one read can serve several. Pure.

#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <functional>
#include <vector>

#include "core/failure.hpp"
#include "meter/reading.hpp"

namespace kmp2mqtt::poll {

inline constexpr std::size_t max_waiting = 4;   ///< commands that wait for a read of their own
inline constexpr std::size_t max_sharing = 32;  ///< our choice: commands that share a read

/// A read that somebody asked for.
struct command {
    std::vector<kmp::register_id> registers;  ///< distinct, at least one
    bool is_named{true};   ///< the registers were; else those that the meter leaves out may be too
    bool asks_who{false};  ///< the meter is to say again who it is
    std::chrono::milliseconds max_age{0};  ///< values younger than this will do
    std::function<void(const core::outcome<meter::reading>&)> done;  ///< called once, on the loop
};

/// What `whole` says of these registers.
[[nodiscard]] meter::reading extract(const meter::reading& whole,
                                     const std::vector<kmp::register_id>& registers);

class command_queue {
public:
    /// Queues a command, or lets it share the read under way. @returns false: there is no room
    [[nodiscard]] bool add(command asked);

    /// Whether a command waits for a read of its own.
    [[nodiscard]] bool has_waiting() const noexcept { return !waiting_.empty(); }

    /// The command that waits longest. Only if has_waiting().
    [[nodiscard]] const command& front() const { return waiting_.front(); }

    /// A read of these registers begins: it serves all commands that it covers.
    ///
    /// @param not_asked  those of them that the meter is not asked for
    void begin(std::vector<kmp::register_id> registers,
               std::vector<kmp::register_id> not_asked = {});

    /// Whether the read under way will serve it.
    [[nodiscard]] bool is_covered(const command& asked) const;

    /// The read under way has ended: answers the commands that it served.
    void finish(const core::outcome<meter::reading>& outcome);

private:
    std::deque<command> waiting_;
    std::vector<command> sharing_;
    std::vector<kmp::register_id> under_way_;
    std::vector<kmp::register_id> not_asked_;
};

}  // namespace kmp2mqtt::poll
