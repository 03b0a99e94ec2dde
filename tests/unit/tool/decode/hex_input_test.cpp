// SPDX-License-Identifier: Apache-2.0

#include "tool/decode/hex_input.hpp"

#include <string>

#include <doctest/doctest.h>

#include "fake/hex.hpp"
#include "tool/decode/hex_line.hpp"

using fake::hex;
using kmp::physical::sender;
using kmp2mqtt::tool::read_hex;
using kmp2mqtt::tool::read_hex_line;

namespace {

std::string complaint(std::string_view line)
{
    const auto read = read_hex_line(line);
    REQUIRE_FALSE(read);
    return read.error();
}

bool contains(const std::string& text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_SUITE("tool/hex_line")
{
    TEST_CASE("a byte may be written in every usual way")
    {
        const auto frame = hex("80 3f 01 05 8a 0d");
        for (const auto* const line : {
                 "80 3f 01 05 8a 0d",
                 "803F01058A0D",
                 "80:3f:01:05:8a:0d",
                 "80-3f-01-05-8a-0d",
                 "80,3f,01, 05,\t8a 0d\r",
                 "0x80, 0x3F, 0x01, 0x05, 0x8a, 0x0D",
                 "{0x80, 0x3f, 0x1, 0X5, 0x8a, 0xd};",
                 "0x803f 0x01058a0d",
                 "\\x80\\x3f\\x01\\x05\\x8A\\x0d",
                 "\"\\x80\\x3f\" 01058a0d",
                 "b'\\x80?\\x01\\x05\\x8a\\r'",
                 "b\"\\x80?\\x01\\x05\\x8a\\r\"",
                 "'803F01058A0D'",
                 "803f b'\\x01\\x05' 8a0d",
                 "b'803f01058a0d'",
                 "b\"803F01058A0D\"",
             }) {
            CAPTURE(line);
            const auto read = read_hex_line(line);
            REQUIRE(read);
            CHECK(*read == frame);
        }
    }

    TEST_CASE("in Python's bytes what is printable stands for itself")
    {
        const auto read = read_hex_line(R"(b'@? ,-\\\'"\n\t')");
        REQUIRE(read);
        CHECK(*read == hex("40 3f 20 2c 2d 5c 27 22 0a 09"));
    }

    TEST_CASE("hex in Python's bytes is hex only where it begins as a frame does")
    {
        CHECK(*read_hex_line("b'403f'") == hex("40 3f"));
        CHECK(*read_hex_line("b'3f01'") == hex("33 66 30 31"));
        CHECK(*read_hex_line("b'803'") == hex("38 30 33"));
        CHECK(*read_hex_line("b'@?\\x01'") == hex("40 3f 01"));
    }

    TEST_CASE("a line without bytes is no mistake")
    {
        for (const auto* const line : {"", "  \t\r", "[]", ",;:", "b''"}) {
            const auto read = read_hex_line(line);
            REQUIRE(read);
            CHECK(read->empty());
        }
    }

    TEST_CASE("what is no hex is named, with what would be right")
    {
        CHECK(contains(complaint("80 3g 01"), "\"3g\" is no hex"));
        CHECK(contains(complaint("80 3g 01"), "a byte is two digits"));
        CHECK(contains(complaint("803"), "\"803\" has an odd number of digits"));
        CHECK(contains(complaint("8"), "\"8\" has an odd number"));
        CHECK(contains(complaint("0x"), "\"0x\" is no hex"));
        CHECK(contains(complaint("80\\3f"), "no hex"));
        CHECK(contains(complaint("\\x8"), "no hex"));
        CHECK(contains(complaint("b'\\x80"), "no closing quote"));
        CHECK(contains(complaint("b'\\q'"), "\"\\q'\" is no escape"));
        CHECK(contains(complaint("b'\\"), "is no escape"));
    }

    TEST_CASE("a complaint is one short line, whatever the word")
    {
        CHECK(complaint("80 \x9b\xff?").starts_with("\"\\x9b\\xff?\" is no hex"));
        const auto text = complaint(std::string(500, 'z'));
        CHECK(text.size() < 150);
        CHECK(contains(text, "zz...\""));
        CHECK(contains(complaint("\x1b[31m"), "\\x1b"));
    }
}

TEST_SUITE("tool/hex_input")
{
    TEST_CASE("lines of hex are one stretch that knows its lines")
    {
        const auto input = read_hex("80 3f\n\n01 05\n8a0d");
        REQUIRE(input);
        REQUIRE(input->stretches.size() == 1);
        const auto& all = input->stretches[0];
        CHECK(all.bytes == hex("80 3f 01 05 8a 0d"));
        CHECK_FALSE(all.sender);
        CHECK(all.line_of(0) == 1);
        CHECK(all.line_of(1) == 1);
        CHECK(all.line_of(2) == 3);
        CHECK(all.line_of(5) == 4);
    }

    TEST_CASE("each line of a trace keeps its direction and port")
    {
        const auto input = read_hex(
            "2026-11-25T15:40:22+0000 trace /dev/ttyUSB0 -> 80 3f 02 35 e9 0d\n"
            "<7>/dev/ttyUSB0 <- 40 3f 02 01\n");
        REQUIRE(input);
        REQUIRE(input->stretches.size() == 2);
        CHECK(input->stretches[0].port == "/dev/ttyUSB0");
        CHECK(input->stretches[0].sender == sender::host);
        CHECK(input->stretches[0].bytes == hex("80 3f 02 35 e9 0d"));
        CHECK(input->stretches[1].sender == sender::meter);
        CHECK(input->stretches[1].bytes == hex("40 3f 02 01"));
        CHECK(input->stretches[1].line_of(0) == 2);
    }

    TEST_CASE("a frame that came in pieces is whole, also with another port between")
    {
        const auto input = read_hex(
            "a <- 40 3f\n"
            "b <- 40 3f 01\n"
            "a <- 02 01 23 45 67\n"
            "b <- 00 04 1b f9 01 26 99 0d\n"
            "a <- e9 56 0d\n");
        REQUIRE(input);
        REQUIRE(input->stretches.size() == 2);
        CHECK(input->stretches[0].bytes == hex("40 3f 02 01 23 45 67 e9 56 0d"));
        CHECK(input->stretches[0].line_of(9) == 5);
        CHECK(input->stretches[1].bytes == hex("40 3f 01 00 04 1b f9 01 26 99 0d"));
    }

    TEST_CASE("debug lines of pykmp-tool have their bytes, and other lines are left out")
    {
        const auto input = read_hex(
            "DEBUG:pykmp.client:Request encoded: 803F0235E90D\n"
            "INFO:pykmp.client:Sending GetSerialRequest...\n"
            "DEBUG:pykmp.client:Received bytes on serial: '403F0201234567E9560D'\n"
            "DEBUG:pykmp.codec:Checksum verification OK [raw=3f0201234567e956, crc_given=e956]\n"
            "19088743\n");
        REQUIRE(input);
        REQUIRE(input->stretches.size() == 2);
        CHECK(input->stretches[0].sender == sender::host);
        CHECK(input->stretches[0].bytes == hex("80 3f 02 35 e9 0d"));
        CHECK(input->stretches[1].sender == sender::meter);
        CHECK(input->stretches[1].bytes == hex("40 3f 02 01 23 45 67 e9 56 0d"));
        CHECK(input->lines_left_out == 3);
    }

    TEST_CASE("an arrow inside bytes is data")
    {
        const auto input = read_hex("b'\\x80<-'\n");
        REQUIRE(input);
        CHECK_FALSE(input->stretches[0].sender);
        CHECK(input->stretches[0].bytes == hex("80 3c 2d"));
    }

    TEST_CASE("ESPHome's lines have a direction")
    {
        const auto input = read_hex("[12:00:00][D][uart_debug:114]: <<< 40:3F:10:07:9A:0D\n");
        REQUIRE(input);
        CHECK(input->stretches[0].sender == sender::meter);
        CHECK(input->stretches[0].bytes == hex("40 3f 10 07 9a 0d"));
    }

    TEST_CASE("lines of a terminal program say who sent")
    {
        const auto input = read_hex(
            "[17:22:01] TX: 80 3F 01 05 8A 0D\n[17:22:01] RX: 40 3F 01 00 04 1B F9 01 26 99 0D\n");
        REQUIRE(input);
        REQUIRE(input->stretches.size() == 2);
        CHECK(input->stretches[0].sender == sender::host);
        CHECK(input->stretches[0].bytes == hex("80 3f 01 05 8a 0d"));
        CHECK(input->stretches[1].sender == sender::meter);
    }

    TEST_CASE("a mark of the character set before the text is no part of it")
    {
        const auto input = read_hex(
            "\xEF\xBB\xBF"
            "80 3f 01 05 8a 0d\r\n");
        REQUIRE(input);
        REQUIRE(input->stretches.size() == 1);
        CHECK(input->stretches[0].bytes == hex("80 3f 01 05 8a 0d"));
        CHECK(read_hex("\xEF\xBB\xBF")->stretches.empty());
    }

    TEST_CASE("a recording of ours has bytes with a direction, and nothing else of it is bytes")
    {
        const auto input = read_hex(
            "# mailed by a user\n"
            "kmp-recording 1 2026-11-22T10:45:03Z numbers-blanked /dev/ttyUSB0\r\n"
            "0.001210 # opened\n"
            "0.001305 > 80 3f 02 35 e9 0d\n"
            "0.114820 < 40 3f\n"
            "0.205117 < 02 00 00 00 00 ae 0c 0d ; number blanked\n"
            "5.206001 # closed\n"
            "\n"
            "65.001400 ! connection_refused: connecting to /dev/ttyUSB0: Connection refused\n");
        REQUIRE(input);
        REQUIRE(input->stretches.size() == 2);
        CHECK(input->stretches[0].sender == sender::host);
        CHECK(input->stretches[0].bytes == hex("80 3f 02 35 e9 0d"));
        CHECK(input->stretches[1].sender == sender::meter);
        CHECK(input->stretches[1].bytes == hex("40 3f 02 00 00 00 00 ae 0c 0d"));
        CHECK(input->stretches[1].line_of(2) == 6);
        CHECK(input->lines_left_out == 0);
    }

    TEST_CASE("a bad line of a recording is refused with its line")
    {
        for (const auto* const line : {"0.1 < 4x", "0.1 = 40", "nonsense"}) {
            CAPTURE(line);
            const auto input = read_hex(std::string{"kmp-recording 1\n"} + line + "\n");
            REQUIRE_FALSE(input);
            CHECK(input.error().line == 2);
        }
    }

    TEST_CASE("packets without start and stop are kept apart by their lines")
    {
        const auto input = read_hex("3f 01 05 8a\n3f 02 35 e9\n");
        REQUIRE(input);
        CHECK(input->stretches.size() == 2);
        const auto words = read_hex("3f\n01\n05\n8a\n3f\n02\n35\ne9\n");
        REQUIRE(words);
        CHECK(words->stretches.size() == 2);
    }

    TEST_CASE("what is no hex is refused with its line")
    {
        const auto text = read_hex("80 3f\nnonsense\n");
        REQUIRE_FALSE(text);
        CHECK(text.error().line == 2);
        CHECK(contains(text.error().text, "nonsense"));
        const auto log = read_hex("a <- 40\nnot bytes\na -> 80 xy\n");
        REQUIRE_FALSE(log);
        CHECK(log.error().line == 3);
    }

    TEST_CASE("an empty text has no bytes")
    {
        for (const auto* const text : {"", "\n\n", "  \r\n"}) {
            const auto input = read_hex(text);
            REQUIRE(input);
            CHECK(input->stretches.empty());
        }
    }
}
