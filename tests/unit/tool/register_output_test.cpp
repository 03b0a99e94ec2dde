// SPDX-License-Identifier: Apache-2.0

#include "tool/register_output.hpp"

#include <doctest/doctest.h>

#include "fake/hex.hpp"

using fake::hex;
using kmp2mqtt::tool::register_json;
using kmp2mqtt::tool::register_line;
using kmp2mqtt::tool::unit_text;

namespace {

kmp::measurement sent(std::uint16_t id, std::uint8_t unit, std::uint8_t sign_exponent,
                      const char* mantissa)
{
    const auto bytes = hex(mantissa);
    return kmp::interpret({.id = kmp::register_id{id},
                           .unit = kmp::unit{unit},
                           .sign_exponent = sign_exponent,
                           .mantissa = bytes});
}

}  // namespace

TEST_SUITE("tool/register_output")
{
    TEST_CASE("a line has number, name, value and unit in the places that pykmp-tool has them")
    {
        CHECK(register_line(sent(60, 0x08, 0x43, "00 00 01 2f"), 16) ==
              "  60 → heat_energy_e1   = 0.303 GJ");
        CHECK(register_line(sent(266, 0x01, 0x00, "00 01 48 f0"), 16) ==
              " 266 → heat_energy_e1_high_res = 84208 Wh");
    }

    TEST_CASE("digits stay as sent: zeros at the end, the sign, no exponent")
    {
        CHECK(register_line(sent(89, 0x26, 0x42, "02 f8"), 16) ==
              "  89 → temp_diff        = 7.60 K");
        CHECK(register_line(sent(80, 0x16, 0xC1, "05"), 16) == "  80 → power            = -0.5 kW");
        CHECK(register_line(sent(80, 0x15, 0x03, "05"), 16) == "  80 → power            = 5000 W");
    }

    TEST_CASE("dates, clocks and characters stand for themselves")
    {
        CHECK(register_line(sent(1002, 0x2F, 0x00, "00 03 0d c4"), 16) ==
              "1002 → clock            = 20:01:32");
        CHECK(register_line(sent(1003, 0x30, 0x00, "00 03 fc 02"), 16) ==
              "1003 → date             = 2026-11-22");
        CHECK(register_line(sent(1003, 0x30, 0x00, "00 00 00 00"), 16) ==
              "1003 → date             = not set (0 yy:mm:dd)");
    }

    TEST_CASE("only 0 is not set; other dates and times that cannot be are not valid")
    {
        CHECK(register_line(sent(1003, 0x30, 0x00, "00 03 fc fa"), 16) ==
              "1003 → date             = no valid date (261370 yy:mm:dd)");
        CHECK(register_line(sent(1003, 0x30, 0x80, "00 00 00 01"), 16) ==
              "1003 → date             = no valid date (-1 yy:mm:dd)");
        CHECK(register_line(sent(1002, 0x2F, 0x00, "00 03 fc fa"), 16) ==
              "1002 → clock            = no valid time (261370 hh:mm:ss)");
        CHECK(register_line(sent(348, 0x4F, 0x00, "00 1a 0d 01 00 00 00"), 16)
                  .starts_with(" 348 → datetime         = no valid date and time ("));
    }

    TEST_CASE("a unit that nobody knows is told by its number")
    {
        CHECK(unit_text(kmp::unit{0x77}) == "<unknown unit 119>");
        CHECK(unit_text(kmp::unit::none) == "no unit (number)");
        CHECK(unit_text(kmp::unit::number) == "no unit (number)");
        CHECK(unit_text(kmp::unit::m3) == "m³");
    }

    TEST_CASE("control characters of a meter's text do not reach the terminal")
    {
        const auto line = register_line(sent(5, 0x36, 0x00, "1b 5b 41"), 16);
        CHECK(line.find('\x1b') == std::string::npos);
    }

    TEST_CASE("JSON has pykmp-tool's keys, and a label")
    {
        CHECK(register_json(sent(60, 0x08, 0x43, "00 00 01 2f")).text() ==
              R"({"id_int":60,"id_hex":"0x003C","name":"heat_energy_e1","label":"Heat energy",)"
              R"("unit_int":8,"unit_hex":"0x08","unit_str":"GJ",)"
              R"("value_float":0.303,"value_str":"0.303"})");
    }

    TEST_CASE("a typed value has its text beside the number that was sent")
    {
        const auto clock = register_json(sent(1002, 0x2F, 0x00, "00 03 0d c4")).text();
        CHECK(clock.find(R"("value_str":"200132","text":"20:01:32"})") != std::string::npos);
        const auto unset = register_json(sent(1003, 0x30, 0x00, "00")).text();
        CHECK(unset.find(R"("value_str":"0","text":null})") != std::string::npos);
    }

    TEST_CASE("a factor of ten stays in unit and number, as sent")
    {
        const auto row = register_json(sent(68, 0x37, 0x41, "04 d2")).text();
        CHECK(row.find(R"("unit_str":"m³×10","value_float":123.4,"value_str":"123.4"})") !=
              std::string::npos);
    }
}
