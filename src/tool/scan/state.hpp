// SPDX-License-Identifier: Apache-2.0

/// @file
/// How far a scan is, and its text in a file, from which a later run goes on.
///
/// A first line with the format's name and number, then one fact a line, numbers of registers in
/// decimal:
///
///     kmptool scan 1
///     serial 71234567
///     value 60 03 43 0000d6de 1795344303
///     left_out 61
///     silencing 62
///     unreadable 66
///     ask 63 64 65
///
/// "serial" has no number for a meter that names none. A value is register, then in hex unit, sign
/// and exponent, and mantissa, and when it was read, in seconds since 1970, which files of earlier
/// versions lack. "ask" is one request that is still to come.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <kmp/message.hpp>
#include <kmp/result.hpp>
#include <kmp/value.hpp>

#include "core/clock.hpp"
#include "core/failure.hpp"
#include "tool/scan/plan.hpp"

namespace kmp2mqtt::tool {

/// A register's answer as it came, so that a file loses nothing of it.
struct scanned_value {
    kmp::register_id id{};
    kmp::unit unit{kmp::unit::none};
    std::uint8_t sign_exponent{0};
    std::vector<std::uint8_t> mantissa;               ///< 1 to 255 bytes
    std::optional<core::clock::wall_time> read_at{};  ///< to the second; not known: none

    [[nodiscard]] kmp::measurement read() const;

    bool operator==(const scanned_value&) const = default;
};

/// Each register of the scan stands in exactly one of its parts.
struct scan_state {
    std::string serial;  ///< empty: the meter names none, or was not asked
    std::vector<scanned_value> answered;
    std::size_t from_file{0};  ///< so many of the first of answered, the others are of this run
    std::vector<kmp::register_id> left_out;
    std::vector<kmp::register_id> silencing;   ///< the meter is silent to a request with it
    std::vector<kmp::register_id> unreadable;  ///< noise, damage, or an answer to something else
    scan_plan plan;

    /// Takes the answer to plan.next().
    void take(const kmp::get_register_response& got, core::clock::wall_time now);

    /// Takes that there was none. Silence and a mere echo are what a register does to a meter;
    /// anything else is what a bad line does to an answer: the request, and in the end the
    /// register, is asked once more, after all others.
    ///
    /// @param why  not the port's
    void take_failure(core::cause why);

    /// Puts what was unreadable at the end of the plan: the line may be better now.
    void ask_unreadable_again();

    /// All registers of the scan, by rising number.
    [[nodiscard]] std::vector<kmp::register_id> registers() const;

    /// What was answered, by rising number.
    [[nodiscard]] std::vector<kmp::measurement> values() const;
};

[[nodiscard]] std::string text_of(const scan_state& of);

/// @returns the state, or the number of the line that is wrong and why
[[nodiscard]] kmp::result<scan_state, std::string> parse_scan_state(std::string_view text);

}  // namespace kmp2mqtt::tool
