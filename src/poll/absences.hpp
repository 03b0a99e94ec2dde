// SPDX-License-Identifier: Apache-2.0

/// @file
/// Registers that the meter leaves out time after time: asked for once a day only. Pure.

#pragma once

#include <vector>

#include "core/clock.hpp"
#include "meter/memory.hpp"
#include "meter/reading.hpp"

namespace kmp2mqtt::poll {

/// Our choice: more often than a meter that starts up leaves something out by chance, and within
/// half a day of hourly reads.
inline constexpr unsigned absent_after = 10;

class absences {
public:
    explicit absences(std::vector<meter::absence> known) : known_{std::move(known)} {}

    /// A register that began to be absent, or ended.
    struct change {
        kmp::register_id id{};
        bool is_absent{false};
    };

    /// Counts what the meter left out, and forgets what it gave. @returns what that changed
    std::vector<change> note(const meter::reading& newest);

    /// It is as one that was left out absent_after times, and was asked for at `at`.
    void rest(kmp::register_id id, core::clock::wall_time at);

    /// Whether it was left out absent_after times in a row.
    [[nodiscard]] bool is_absent(kmp::register_id id) const;

    /// Those of `registers` that were left out absent_after times in a row, and were asked for on
    /// this local day already.
    [[nodiscard]] std::vector<kmp::register_id> resting(
        const std::vector<kmp::register_id>& registers, core::clock::wall_time now) const;

    /// Another meter hangs on the line.
    void forget() noexcept { known_.clear(); }

    /// To be remembered over a restart.
    [[nodiscard]] const std::vector<meter::absence>& known() const noexcept { return known_; }

private:
    meter::absence& entry_of(kmp::register_id id);

    std::vector<meter::absence> known_;
};

}  // namespace kmp2mqtt::poll
