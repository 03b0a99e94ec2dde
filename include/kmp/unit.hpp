// SPDX-License-Identifier: Apache-2.0

/// @file
/// The units a meter can name in an answer, and how a value with that unit is laid out.
///
/// One row a unit. Source: [KMP] 5.1 for the 22 official codes; others as include/kmp/README.md
/// says.

#pragma once

#include <cstdint>
#include <string_view>

namespace kmp {

/// Unit code of a register block; the value is the byte on the wire. Any other byte may occur.
enum class unit : std::uint8_t {
    none = 0x00,
    wh = 0x01,
    kwh = 0x02,
    mwh = 0x03,
    gwh = 0x04,
    j = 0x05,
    kj = 0x06,
    mj = 0x07,
    gj = 0x08,
    cal = 0x09,
    kcal = 0x0A,
    mcal = 0x0B,
    gcal = 0x0C,
    varh = 0x0D,
    kvarh = 0x0E,
    mvarh = 0x0F,
    gvarh = 0x10,
    vah = 0x11,
    kvah = 0x12,
    mvah = 0x13,
    gvah = 0x14,
    w = 0x15,
    kw = 0x16,
    mw = 0x17,
    gw = 0x18,
    var = 0x19,
    kvar = 0x1A,
    mvar = 0x1B,
    gvar = 0x1C,
    va = 0x1D,
    kva = 0x1E,
    mva = 0x1F,
    gva = 0x20,
    v = 0x21,
    a = 0x22,
    kv = 0x23,
    ka = 0x24,
    celsius = 0x25,
    kelvin = 0x26,
    litre = 0x27,
    m3 = 0x28,
    litre_per_hour = 0x29,
    m3_per_hour = 0x2A,
    m3_celsius = 0x2B,
    ton = 0x2C,
    ton_per_hour = 0x2D,
    hour = 0x2E,
    clock = 0x2F,
    date = 0x30,
    long_date = 0x31,
    month_day = 0x32,
    number = 0x33,
    bar = 0x34,
    rtc = 0x35,
    ascii = 0x36,
    m3_x10 = 0x37,
    ton_x10 = 0x38,
    gj_x10 = 0x39,
    minute = 0x3A,
    bit_field = 0x3B,
    second = 0x3C,
    millisecond = 0x3D,
    day = 0x3E,
    rtc_q = 0x3F,
    date_time = 0x40,
    pulses_per_litre = 0x41,
    litres_per_pulse = 0x42,
    dst_date_time = 0x4F,
    relative_humidity = 0x55,
    oxygen_percent = 0x56,
    metre_per_second = 0x57,
    kj_per_kg = 0x58,
    ph = 0x59,
    g_per_kg = 0x5A,
};

/// How the bytes of a value are to be read.
enum class layout : std::uint8_t {
    number,         ///< sign, exponent and mantissa ([KMP] 4.2)
    clock,          ///< a number whose decimal digits are hhmmss ([KMP] 4.4)
    date,           ///< a number whose decimal digits are yymmdd, years 2000 to 2099
    long_date,      ///< a number whose decimal digits are yyyymmdd
    month_day,      ///< a number whose decimal digits are mmdd
    rtc,            ///< 8 bytes: status, weekday, second, minute, hour, day, month, year
    dst_date_time,  ///< 7 bytes: DST minutes, year, month, day, hour, minute, second
    ascii,          ///< characters
    bits,           ///< an unsigned integer of flags
    undecoded,      ///< nobody outside knows; shown as hex
};

/// What is known of a unit code.
struct unit_info {
    unit code{unit::none};
    std::string_view symbol;  ///< "GJ", "m³", "l/h"; empty where there is none
    layout values{layout::number};
    unit base{code};  ///< the same without a factor of ten in its name
    int shift{0};     ///< value in `base` = value * 10^shift
};

/// What is known of `code`. A code that nobody documented is a number without a symbol.
[[nodiscard]] const unit_info& info(unit code) noexcept;

/// Whether the code stands in the table.
[[nodiscard]] bool is_known(unit code) noexcept;

/// info(code).symbol
[[nodiscard]] std::string_view symbol(unit code) noexcept;

}  // namespace kmp
