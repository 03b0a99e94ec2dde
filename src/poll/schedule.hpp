// SPDX-License-Identifier: Apache-2.0

/// @file
/// What is to be read when. Pure: told the time, it says what is due.

#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/clock.hpp"
#include "meter/reading.hpp"
#include "meter/settings.hpp"

namespace kmp2mqtt::poll {

/// A turn noticed later than this has been missed: the machine slept, or its clock was set.
inline constexpr std::chrono::seconds missed_after{60};

/// The registers to read now, each once, in configured order, and why; none: nothing is due.
struct turn {
    std::vector<kmp::register_id> registers;
    meter::trigger why{meter::trigger::poll};
    bool is_planned{true};  ///< else it comes at start, or makes up for one that failed
    std::optional<core::clock::wall_time> missed;  ///< when one was due that nobody will take
};

/// The plans of one meter. Everything is due at first; then each plan on its own, on the clock
/// where its interval divides a day, else counted from its last due time. Missed turns are skipped.
/// After a failed turn the next tries come after 1, 5, 15 and 15 more minutes, together with the
/// next turn at the latest.
class schedule {
public:
    schedule(const meter::settings& configured, core::clock::wall_time start);

    /// When something will be due.
    [[nodiscard]] core::clock::wall_time next() const noexcept;

    /// Requests of the turns that come before `end`, at most: plans due together share some.
    [[nodiscard]] std::uint32_t requests_before(core::clock::wall_time end) const;

    /// What is due at `now`: plans due together, and those whose turn was not answered, as one
    /// turn. Sets the time of their next turns.
    [[nodiscard]] turn take(core::clock::wall_time now);

    /// Our own work has ended: a turn that came due meanwhile is late, not missed.
    void worked(core::clock::wall_time until) noexcept { free_since_ = until; }

    /// No request of the turn taken last was answered.
    void failed(core::clock::wall_time now);

    /// The turn that was not answered is tried again now, not only when its time has come.
    void hasten(core::clock::wall_time now);

    /// The first plan has another interval from now on; what is due already stays so.
    void change_interval(std::chrono::milliseconds every, std::chrono::milliseconds offset,
                         core::clock::wall_time now);

    /// The turn taken last was answered.
    void succeeded() noexcept;

private:
    struct entry {
        meter::plan plan;
        std::chrono::milliseconds offset;
        core::clock::wall_time due;
        bool is_open{false};  // its turn has come, and was not answered yet
    };

    [[nodiscard]] static core::clock::wall_time next_due(const entry& of,
                                                         core::clock::wall_time now);
    /// The next turn of a plan that begins anew.
    [[nodiscard]] static core::clock::wall_time first_due(const entry& of,
                                                          core::clock::wall_time now);
    void follow_clock(core::clock::wall_time now);
    [[nodiscard]] bool is_open(kmp::register_id id) const;

    std::vector<entry> plans_;
    std::vector<kmp::register_id> order_;  // of all registers, as configured
    std::optional<core::clock::wall_time> retry_;
    core::clock::wall_time free_since_{};
    std::size_t failures_{0};
    bool begun_{false};    // a turn was taken
    bool started_{false};  // one was answered
};

}  // namespace kmp2mqtt::poll
