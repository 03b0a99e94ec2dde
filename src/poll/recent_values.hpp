// SPDX-License-Identifier: Apache-2.0

/// @file
/// What was read last, and when: a command may be answered with it at no cost. Pure.

#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <vector>

#include "core/clock.hpp"
#include "meter/moment.hpp"
#include "meter/reading.hpp"

namespace kmp2mqtt::poll {

class recent_values {
public:
    /// Remembers every register that the meter gave or left out; one whose
    /// value was rejected has none that could be given again.
    void remember(const meter::reading& newest, core::clock::time_point now);

    /// Another meter hangs on the line.
    void forget() noexcept { known_.clear(); }

    /// A reading of exactly these registers, as old as the oldest of them; std::nullopt if one of
    /// them is not younger than `max_age`, or was not asked for though it `is_named`.
    [[nodiscard]] std::optional<meter::reading> find(const std::vector<kmp::register_id>& registers,
                                                     std::chrono::milliseconds max_age,
                                                     meter::moment now, bool is_named = true) const;

private:
    struct entry {
        meter::moment read;
        std::optional<kmp::measurement> value;  // nullopt: the meter leaves it out
        bool was_asked{true};
    };

    std::map<kmp::register_id, entry> known_;
};

}  // namespace kmp2mqtt::poll
