// SPDX-License-Identifier: Apache-2.0

/// @file
/// What a register's bytes mean, by the unit that the meter sent with them.

#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include <kmp/decimal.hpp>
#include <kmp/message.hpp>
#include <kmp/unit.hpp>

namespace kmp {

/// Nothing: a date or time that is not set or impossible, or a block without a mantissa.
struct no_value {
    bool operator==(const no_value&) const = default;
};

/// Time of day, 00:00:00 to 23:59:59.
struct clock_time {
    std::chrono::seconds since_midnight{0};
    bool operator==(const clock_time&) const = default;
};

/// A date and time on the meter's own clock; it knows no time zone.
struct date_time {
    std::chrono::year_month_day date;
    std::chrono::seconds since_midnight{0};
    std::optional<std::chrono::minutes> dst;  ///< daylight saving included, where the meter says
    bool operator==(const date_time&) const = default;
};

/// Characters of an ASCII register, without trailing blanks and zero bytes; what is not printable
/// is shown as '?'.
struct ascii_text {
    std::string characters;
    bool operator==(const ascii_text&) const = default;
};

/// Flags: info bits and the like.
struct bit_field {
    decimal bits;
    bool operator==(const bit_field&) const = default;
};

/// Bytes of a layout that nobody outside knows, as lower case hex.
struct undecoded {
    std::string hex;
    bool operator==(const undecoded&) const = default;
};

using value = std::variant<no_value, decimal, std::chrono::year_month_day, std::chrono::month_day,
                           clock_time, date_time, ascii_text, bit_field, undecoded>;

/// A register's meaning: value and unit belong together, and units ending in "×10" are gone.
struct measurement {
    register_id id{};
    kmp::unit unit{unit::none};
    kmp::value value;
    kmp::unit sent_unit{unit::none};  ///< as it stood in the frame, with a ×10 in its name
    decimal sent_number{};            ///< the mantissa read as a number, whatever the unit says

    bool operator==(const measurement&) const = default;
};

/// Reads a register block by its unit. Cannot fail: what is impossible is no_value.
[[nodiscard]] measurement interpret(const register_block& block);

/// The value as a person reads it: "61.62", "2026-11-22", "11-22", "20:02:43",
/// "2026-11-22 20:02:43"; empty for no_value.
[[nodiscard]] std::string text(const value& of);

}  // namespace kmp
