// SPDX-License-Identifier: Apache-2.0

#include "tool/decode/dissection_text.hpp"

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "fake/hex.hpp"
#include "tool/decode/dissection_json.hpp"
#include "tool/text_block.hpp"

using fake::bytes;
using fake::hex;
using namespace kmp2mqtt::tool;

namespace {

const place first_line{.number = 1, .line = 1, .offset = 0, .port = {}};

std::string text(const bytes& frame, std::size_t width)
{
    const auto parts = split(frame);
    return text_of(dissect(frame, parts.at(0), {}), first_line, width);
}

nlohmann::json json(const bytes& frame, const place& where = first_line)
{
    const auto parts = split(frame);
    return nlohmann::json::parse(json_of(dissect(frame, parts.at(0), {}), where));
}

std::size_t widest_line(const std::string& of)
{
    std::size_t most = 0;
    std::istringstream lines{of};
    for (std::string line; std::getline(lines, line);) {
        most = std::max(most, columns_of(line));
        CHECK_FALSE(line.ends_with(' '));
    }
    return most;
}

}  // namespace

TEST_SUITE("tool/text_block")
{
    TEST_CASE("lines break between words and go on after the indent")
    {
        CHECK(wrapped("a: ", "one two three", 8, 2) == "a: one\n  two\n  three\n");
        CHECK(wrapped("", "", 8, 2) == "\n");
    }

    TEST_CASE("a word longer than a line is broken, never inside a character")
    {
        CHECK(wrapped("", "abcdefgh", 4, 1) == "abcd\n efg\n h\n");
        CHECK(wrapped("", "°°°°°", 3, 1) == "°°°\n °°\n");
    }
}

TEST_SUITE("tool/dissection_text")
{
    TEST_CASE("a frame is its bytes, what each is, and every layer")
    {
        CHECK(text(hex("80 3f 10 01 00 1b 7f d4 08 0d"), 80) ==
              "frame 1, host to meter, 10 bytes, good: line 1\n"
              "   0  80 3f 10 01 00 1b 7f d4 08 0d\n"
              "      st de cm co id id id cs cs sp\n"
              "physical layer\n"
              "   0  start           80           from the host\n"
              "   5  escape          1b 7f        -> 80\n"
              "   9  stop            0d\n"
              "data link layer\n"
              "   1  destination     3f           the meter\n"
              "   7  checksum        d4 08        d408, right\n"
              "application layer\n"
              "   2  command         10           GetRegister, the request: values of registers\n"
              "   3  count           01           1\n"
              "   4  id              00 1b 7f     128, max_power_year: Maximum power this year\n");
    }

    TEST_CASE("a fault stands before the bytes")
    {
        const auto shown = text(hex("80 3f 01 05 8b 0d"), 80);
        CHECK(
            shown.starts_with("frame 1, host to meter, 6 bytes, BAD: line 1\n"
                              "  fault: at 3: the checksum is 058b; 058a would be right\n"));
    }

    TEST_CASE("no line is wider than the screen, down to 40 columns")
    {
        const std::vector<bytes> frames{
            hex("40 3f 10 00 4a 29 02 00 00 05 00 44 28 04 42 00 02 ed 1b f2 00 7b 30 04 00 00 03 "
                "5b d0 7a c4 0d"),
            hex("80 3f a0 01 01 00 44 0c 80 17 05 09 17 2d 00 00 00 00 f1 0d"),
            hex("80 3f 09 00 01 14 4a 00 02 77 15 c3 4a 0d"),
            hex("3f 10 01 00 3c b2 5e"),
            hex("40 3f 10 00 fe 36 0c 00 30 32 4b 35 32 41 43 31 41 37 43 5a 00 00 0d"),
            bytes(500, 0x11),
            hex("06"),
        };
        for (const auto& frame : frames) {
            for (const std::size_t width : {40U, 41U, 59U, 60U, 80U, 132U}) {
                CAPTURE(width);
                CHECK(widest_line(text(frame, width)) <= width);
            }
            CHECK(text(frame, 7) == text(frame, 40));
        }
    }
}

TEST_SUITE("tool/dissection_json")
{
    TEST_CASE("an object has where it was, its bytes, its layers and no fault")
    {
        const auto row = json(hex("40 3f 10 00 3c 03 04 43 00 00 d6 de 03 22 0d"),
                              {.number = 3, .line = 7, .offset = 9, .port = "/dev/ttyUSB0"});
        CHECK(row.at("kind") == "frame");
        CHECK(row.at("line") == 7);
        CHECK(row.at("offset") == 9);
        CHECK(row.at("port") == "/dev/ttyUSB0");
        CHECK(row.at("from") == "meter");
        CHECK(row.at("length") == 15);
        CHECK(row.at("hex") == "403f10003c0304430000d6de03220d");
        CHECK(row.at("destination") == 0x3F);
        CHECK(row.at("command") == 0x10);
        CHECK(row.at("command_name") == "GetRegister");
        CHECK(row.at("fault").is_null());
        CHECK(row.at("escapes").empty());
        CHECK(row.at("layers").at("physical").size() == 2);
        CHECK(row.at("layers").at("data_link").size() == 2);
        const auto& reg = row.at("layers").at("application").at(1);
        CHECK(reg.at("name") == "register");
        CHECK(reg.at("offset") == 3);
        CHECK(reg.at("length") == 9);
        CHECK(reg.at("hex") == "003c0304430000d6de");
        CHECK(reg.at("value").dump() == "55.006");
        CHECK(reg.at("fields").at(1).at("value") == "MWh");
        CHECK(reg.at("fields").at(3).at("value") == -3);
        CHECK(reg.at("fields").at(4).at("value") == 55006);
    }

    TEST_CASE("a fault has its code, layer, place and words")
    {
        const auto row = json(hex("80 3f 01 05 8b 0d"));
        CHECK(row.at("fault").at("code") == "bad_checksum");
        CHECK(row.at("fault").at("layer") == "data_link");
        CHECK(row.at("fault").at("offset") == 3);
        CHECK(row.at("fault").at("message") == "the checksum is 058b; 058a would be right");
        CHECK(row.at("notes").size() == 1);
    }

    TEST_CASE("what has no frame has null for what a frame would tell")
    {
        const auto row = json(hex("11 22"));
        CHECK(row.at("kind") == "noise");
        CHECK(row.at("from").is_null());
        CHECK(row.at("destination").is_null());
        CHECK(row.at("command").is_null());
        CHECK(row.at("command_name").is_null());
        CHECK(row.at("port").is_null());
    }

    TEST_CASE("a time of the meter has no zone, since a frame tells none")
    {
        const auto row =
            json(hex("80 3f a0 01 01 00 44 0c 1b 7f 17 05 09 17 2d 00 00 00 00 f1 0d"));
        CHECK(row.at("fault").is_null());
        CHECK(row.at("layers").at("application").back().at("value") == "2023-05-09 23:45:00");
    }
}
