// SPDX-License-Identifier: Apache-2.0

#include <chrono>
#include <string>

#include <doctest/doctest.h>

#include <kmp/value.hpp>

#include "fake/hex.hpp"

using fake::hex;
using kmp::decimal;
using kmp::no_value;
using kmp::unit;
using namespace std::chrono_literals;

namespace {

/// The meaning of a mantissa under a unit, with no sign and exponent unless given.
kmp::value meaning(unit code, std::string_view mantissa, std::uint8_t sign_exponent = 0)
{
    const auto raw = hex(mantissa);
    return kmp::interpret({.id = kmp::register_id{60},
                           .unit = code,
                           .sign_exponent = sign_exponent,
                           .mantissa = raw})
        .value;
}

/// The meaning of a number of four bytes under a unit.
kmp::value meaning(unit code, std::uint32_t number)
{
    fake::bytes raw(4);
    REQUIRE(decimal{number}.mantissa(raw));
    return meaning(code, fake::hex_text(raw));
}

constexpr no_value nothing;

}  // namespace

TEST_SUITE("kmp/value")
{
    TEST_CASE("a number has its sign and its decimals")
    {
        CHECK(meaning(unit::m3, "00 00 30 39", 0xC2) == kmp::value{decimal{12345, -2, true}});
        CHECK(meaning(unit::kw, "01 2a f0 24", 0x11) == kmp::value{decimal{19591204, 17}});
        CHECK(meaning(unit{0xC8}, "07") == kmp::value{decimal{7}});
    }

    TEST_CASE("a block without a mantissa has no value, whatever its unit")
    {
        for (int code = 0; code < 256; ++code) {
            CAPTURE(code);
            CHECK(meaning(unit{static_cast<std::uint8_t>(code)}, "") == kmp::value{nothing});
        }
    }

    TEST_CASE("a factor of ten goes from the unit into the value")
    {
        const auto raw = hex("04 d2");
        const auto measured = kmp::interpret({.id = kmp::register_id{60},
                                              .unit = unit::gj_x10,
                                              .sign_exponent = 0x42,
                                              .mantissa = raw});
        CHECK(measured.unit == unit::gj);
        CHECK(kmp::text(measured.value) == "123.4");
        CHECK(measured.sent_unit == unit::gj_x10);
        CHECK(measured.sent_number == decimal{1234, -2});
    }

    TEST_CASE("a typed value keeps the number that it was sent as")
    {
        const auto raw = hex("00 03 0d c4");
        const auto measured = kmp::interpret({.id = kmp::register_id{1002},
                                              .unit = unit::clock,
                                              .sign_exponent = 0,
                                              .mantissa = raw});
        CHECK(kmp::text(measured.value) == "20:01:32");
        CHECK(measured.sent_number.text() == "200132");
    }

    TEST_CASE("a date's leading zeros vanish on the wire")
    {
        CHECK(meaning(unit::date, 60824) == kmp::value{2006y / 8 / 24});
        CHECK(meaning(unit::date, 991231) == kmp::value{2099y / 12 / 31});
        CHECK(meaning(unit::date, 101) == kmp::value{2000y / 1 / 1});
        CHECK(kmp::text(meaning(unit::date, 60824)) == "2006-08-24");
    }

    TEST_CASE("a date that does not exist has no value")
    {
        for (const unsigned number : {0U, 60800U, 60024U, 61301U, 60230U, 1060824U, 4294967295U}) {
            CAPTURE(number);
            CHECK(meaning(unit::date, number) == kmp::value{nothing});
        }
        CHECK(meaning(unit::date, 230229) == kmp::value{nothing});
        CHECK(meaning(unit::date, 240229) == kmp::value{2024y / 2 / 29});
        CHECK(meaning(unit::date, "00 00 ed 98", 0x80) == kmp::value{nothing});
        CHECK(meaning(unit::date, "ff ff ff ff ff ff ff ff ff ff") == kmp::value{nothing});
    }

    TEST_CASE("a long date and a day of the year are read alike")
    {
        CHECK(meaning(unit::long_date, 20261122) == kmp::value{2026y / 11 / 22});
        CHECK(meaning(unit::long_date, 0) == kmp::value{nothing});
        CHECK(meaning(unit::long_date, 220112) == kmp::value{nothing});
        CHECK(meaning(unit::long_date, 120261122) == kmp::value{nothing});
        CHECK(meaning(unit::month_day, 824) == kmp::value{std::chrono::August / 24});
        CHECK(meaning(unit::month_day, 1231) == kmp::value{std::chrono::December / 31});
        CHECK(meaning(unit::month_day, 0) == kmp::value{nothing});
        CHECK(meaning(unit::month_day, 10824) == kmp::value{nothing});
        CHECK(kmp::text(meaning(unit::month_day, 601)) == "06-01");
    }

    TEST_CASE("a clock's leading zeros vanish on the wire, and zero is midnight")
    {
        CHECK(kmp::text(meaning(unit::clock, 4)) == "00:00:04");
        CHECK(kmp::text(meaning(unit::clock, 0)) == "00:00:00");
        CHECK(kmp::text(meaning(unit::clock, 235959)) == "23:59:59");
        CHECK(meaning(unit::clock, 200243) == kmp::value{kmp::clock_time{20h + 2min + 43s}});
        for (const unsigned number : {240000U, 236000U, 60U, 1000000U}) {
            CAPTURE(number);
            CHECK(meaning(unit::clock, number) == kmp::value{nothing});
        }
    }

    TEST_CASE("a real-time clock counts from the second to the year")
    {
        const auto time = meaning(unit::rtc, "00 01 1e 07 0d 15 04 1a");
        CHECK(time == kmp::value{kmp::date_time{2026y / 4 / 21, 13h + 7min + 30s, std::nullopt}});
        CHECK(kmp::text(time) == "2026-04-21 13:07:30");
        CHECK(meaning(unit::rtc, "00 00 00 00 00 00 00 00") == kmp::value{nothing});
        CHECK(meaning(unit::rtc, "00 01 1e 07 18 15 04 1a") == kmp::value{nothing});
        CHECK(meaning(unit::rtc, "00 01 1e 07 0d 15 04 c8") == kmp::value{nothing});
        CHECK(meaning(unit::rtc, "00 01 1e") == kmp::value{kmp::undecoded{"00011e"}});
    }

    TEST_CASE("daylight saving is added to the date and time it comes with")
    {
        CHECK(meaning(unit::dst_date_time, "3c 1a 04 15 0c 07 1e") ==
              kmp::value{kmp::date_time{2026y / 4 / 21, 13h + 7min + 30s, 60min}});
        CHECK(meaning(unit::dst_date_time, "00 1a 04 15 0c 07 1e") ==
              kmp::value{kmp::date_time{2026y / 4 / 21, 12h + 7min + 30s, 0min}});
        CHECK(kmp::text(meaning(unit::dst_date_time, "3c 1a 06 1e 17 1e 00")) ==
              "2026-07-01 00:30:00");
        CHECK(meaning(unit::dst_date_time, "00 00 00 00 00 00 00") == kmp::value{nothing});
        CHECK(meaning(unit::dst_date_time, "00 1a 04 15 0c 3c 1e") == kmp::value{nothing});
        CHECK(meaning(unit::dst_date_time, "3c 1a") == kmp::value{kmp::undecoded{"3c1a"}});
    }

    TEST_CASE("characters lose their filler, and what cannot be printed is marked")
    {
        CHECK(kmp::text(meaning(unit::ascii, "30 32 4b 35 32 41 43 31 41 37 43 5a")) ==
              "02K52AC1A7CZ");
        CHECK(kmp::text(meaning(unit::ascii, "41 20 42 20 20 00 00")) == "A B");
        CHECK(kmp::text(meaning(unit::ascii, "41 00 07 c3 42")) == "A???B");
        CHECK(meaning(unit::ascii, "20 00") == kmp::value{kmp::ascii_text{}});
    }

    TEST_CASE("flags are an unsigned integer, whatever sign and exponent say")
    {
        CHECK(meaning(unit::bit_field, "80 01", 0xC2) ==
              kmp::value{kmp::bit_field{decimal{32769}}});
        CHECK(kmp::text(meaning(unit::bit_field, "80 01")) == "32769");
    }

    TEST_CASE("a layout that nobody outside knows stays hex")
    {
        CHECK(meaning(unit::rtc_q, "0a ff") == kmp::value{kmp::undecoded{"0aff"}});
        CHECK(kmp::text(meaning(unit::date_time, "0a ff")) == "0aff");
        CHECK(kmp::text(nothing).empty());
    }
}
