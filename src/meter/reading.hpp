// SPDX-License-Identifier: Apache-2.0

/// @file
/// What a person wants of a meter: values with units, and when they were true.

#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <kmp/value.hpp>

#include "core/clock.hpp"

namespace kmp2mqtt::meter {

/// Why a meter was read.
enum class trigger : std::uint8_t { start, poll, command };

/// Who the meter says it is. Empty: it did not say.
struct identity {
    std::string serial;    ///< decimal digits, never "0": that names nobody
    std::string type;      ///< four hex digits, "0001"
    std::string software;  ///< "F1"
    /// It has no serial number: it said so, or its silence did on a line that works.
    bool names_nobody{false};

    bool operator==(const identity&) const = default;
};

/// Something that people should know of a read.
struct notice {
    std::string_view type;  ///< a word: "value_rejected"; lives as long as the program
    std::string message;    ///< a sentence

    bool operator==(const notice&) const = default;
};

/// The outcome of one read. Every register asked for stands in exactly one of values, missing,
/// failed and rejected; each list is in the order asked for.
struct reading {
    core::clock::wall_time time{};  ///< of the last byte of the last answer
    std::uint64_t sequence{0};      ///< from 1, for each meter, for ever with a store
    meter::trigger trigger{trigger::poll};
    std::chrono::milliseconds duration{0};
    std::string serial;  ///< of the meter that answered; may be empty
    std::vector<kmp::measurement> values;
    std::vector<kmp::register_id> missing;    ///< the meter leaves them out
    std::vector<kmp::register_id> not_asked;  ///< those of missing that were left out so often
    std::vector<kmp::register_id> failed;     ///< their request was not answered
    std::vector<std::pair<kmp::register_id, std::string>> rejected;  ///< and why
    std::vector<notice> notices;
};

}  // namespace kmp2mqtt::meter
