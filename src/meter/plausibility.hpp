// SPDX-License-Identifier: Apache-2.0

/// @file
/// Whether a value can be true, by what is known of its register from before. Pure.
///
/// A perfect frame can still carry a wrong value: one damaged frame in 65,536 passes its checksum,
/// and meters restart, are set otherwise, or are exchanged.

#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include <kmp/value.hpp>

namespace kmp2mqtt::meter {

/// The most that can be behind a meter. Our choice: a block of a hundred flats needs less.
struct limits {
    std::uint64_t max_power{1'000'000};  ///< W
    std::uint64_t max_flow{100'000};     ///< l/h

    bool operator==(const limits&) const = default;
};

enum class likeness : std::uint8_t {
    plausible,
    doubtful,        ///< against what is known, or beyond a limit
    fallen,          ///< a counter that is lower than before
    other_unit,      ///< not the unit that the register had
    other_quantity,  ///< a unit of something else than the register measures, and did before
};

struct verdict {
    likeness is{likeness::plausible};
    std::string reason;  ///< in words, unless it is plausible: "fell from 145.969 to 0.000 MWh"
};

/// Judges a value of a register that was `before`, so much time ago; nullptr: it was not read yet.
///
/// The rules, by the register's nature and unit:
/// - the unit is that of before, or, if it changed, of the quantity that the register measures;
/// that
///   of a first value too;
/// - a counter is no lower than before, and has not grown faster than the limits allow, with one
///   step of its last digit on top;
/// - a wrapping counter may start anew at its limit;
/// - a present power or flow is within the limits.
/// What is no number is judged by its unit alone.
[[nodiscard]] verdict judge(const limits& most, const kmp::measurement* before,
                            std::chrono::milliseconds elapsed, const kmp::measurement& measured);

/// Whether a second look, so much later, confirms a value that was doubted: a counter may have
/// counted since then, anything else is the same.
[[nodiscard]] bool agrees(const limits& most, const kmp::measurement& first,
                          std::chrono::milliseconds elapsed, const kmp::measurement& second);

/// "145.969 MWh", "0"
[[nodiscard]] std::string text(const kmp::measurement& of);

/// "1000 kW", "1500 W"
[[nodiscard]] std::string power_text(std::uint64_t watts);

/// "100 m³/h", "3500 l/h"
[[nodiscard]] std::string flow_text(std::uint64_t litres_per_hour);

}  // namespace kmp2mqtt::meter
