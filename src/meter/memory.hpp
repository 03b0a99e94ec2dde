// SPDX-License-Identifier: Apache-2.0

/// @file
/// What is to be known of a meter after a restart. A plain value: the poller changes it, and a
/// store keeps it.

#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include <kmp/value.hpp>

#include "core/clock.hpp"

namespace kmp2mqtt::meter {

/// A value that was accepted, and when: what follows is judged by it.
struct accepted_value {
    kmp::measurement value;
    core::clock::wall_time at{};

    bool operator==(const accepted_value&) const = default;
};

/// A register that the meter left out, so many times in a row.
struct absence {
    kmp::register_id id{};
    unsigned times{0};
    core::clock::wall_time asked{};  ///< last

    bool operator==(const absence&) const = default;
};

/// Telegrams of one local day.
struct spending {
    std::chrono::local_days day{};
    std::uint32_t telegrams{0};

    bool operator==(const spending&) const = default;
};

struct memory {
    std::string serial;         ///< of the meter that values and absences are of; may be empty
    std::uint64_t sequence{0};  ///< of the newest reading; 0: none yet
    std::vector<accepted_value> values;
    std::vector<absence> absences;
    meter::spending spending;
    std::chrono::milliseconds poll_interval{0};  ///< as somebody has set it; 0: nobody has
    /// Of the first plan, as the configuration said it then; 0: not known.
    std::chrono::milliseconds configured_interval{0};

    bool operator==(const memory&) const = default;
};

}  // namespace kmp2mqtt::meter
