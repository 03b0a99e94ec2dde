// SPDX-License-Identifier: Apache-2.0

#include "simulator/recording.hpp"

#include <chrono>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include "fake/hex.hpp"

namespace {

using namespace std::chrono_literals;
using kmp2mqtt::simulator::parse_recording;
using kmp2mqtt::simulator::recording;

constexpr std::string_view first_line =
    "kmp-recording 1 2026-11-22T10:45:03Z numbers-blanked /dev/ttyUSB0\n";

recording read(const std::string& lines)
{
    const auto all = parse_recording(std::string{first_line} + lines, "f.txt");
    REQUIRE_MESSAGE(all, (all ? std::string{} : all.error()));
    return *all;
}

std::string problem(const std::string& text)
{
    const auto all = parse_recording(text, "f.txt");
    return all ? "none" : all.error();
}

/// Of a second line.
std::string problem_of(const std::string& line)
{
    return problem(std::string{first_line} + line);
}

}  // namespace

TEST_SUITE("simulator/recording")
{
    TEST_CASE("what came back belongs to the request before it")
    {
        const auto all = read(
            "0.000100 # opened\n"
            "1.000000 > 80 3f 01 05 8a 0d\n"
            "1.250000 < 40 3f\n"
            "1.500001 < 01 ; a note\n"
            "2.000000 > 80 3f 02 35 e9 0d\n"
            "7.0 # closed\n");
        REQUIRE(all.size() == 2);
        CHECK(fake::hex_text(all[0].request) == "80 3f 01 05 8a 0d");
        REQUIRE(all[0].parts.size() == 2);
        CHECK(all[0].parts[0].after == 250ms);
        CHECK(fake::hex_text(all[0].parts[0].bytes) == "40 3f");
        CHECK(all[0].parts[1].after == 500'001us);
        CHECK(fake::hex_text(all[0].parts[1].bytes) == "01");
        CHECK(all[1].parts.empty());
    }

    TEST_CASE("a lost connection is the end of an answer")
    {
        const auto all = read(
            "1.0 > 80\n"
            "1.5 ! connection_lost: reading from socket://pi:2002: the other side ended it\n"
            "1.6 < 40\n");
        REQUIRE(all.size() == 1);
        REQUIRE(all[0].parts.size() == 1);
        CHECK(all[0].parts[0].bytes.empty());
    }

    TEST_CASE("what answers no request is left out")
    {
        CHECK(read("0.1 < 40\n0.2 ! connection_refused: no\n").empty());
        CHECK(read("0.1 > 80\n0.2 # closed\n0.3 < 40\n")[0].parts.empty());
    }

    TEST_CASE("several runs follow each other in one file")
    {
        const auto all = read("5.0 > 80\n" + std::string{first_line} + "0.1 < 40\n0.2 > 81\n");
        REQUIRE(all.size() == 2);
        CHECK(all[0].parts.empty());
    }

    TEST_CASE("comments, empty lines and the ends of lines of a mail do no harm")
    {
        CHECK(read("# the meter in the cellar\r\n\r\n \r\n0.1 > 80 3f\r\n").size() == 1);
        CHECK(problem("# hello\n\n" + std::string{first_line}) == "none");
    }

    TEST_CASE("what is no recording is told as that")
    {
        CHECK(problem("") == "f.txt:1: this is no recording: it is empty");
        CHECK(problem("[mqtt]\n") ==
              "f.txt:1: this is no recording: its first word is kmp-recording");
        CHECK(problem("\x1b[0m").starts_with("f.txt:1: this is no recording"));
        CHECK(problem("kmp-recording 2 x\n") ==
              "f.txt:1: version \"2\" is not known; possible is 1");
    }

    TEST_CASE("a bad line is told with its number and what would be right")
    {
        CHECK(problem_of("x > 80\n") ==
              "f.txt:2: \"x\" is no time; seconds such as 12.000345 are expected");
        CHECK(problem_of("1.0000001 > 80\n").starts_with("f.txt:2: \"1.0000001\" is no time"));
        CHECK(problem_of("-1.0 > 80\n").starts_with("f.txt:2: \"-1.0\" is no time"));
        CHECK(problem_of("1. > 80\n").starts_with("f.txt:2: \"1.\" is no time"));
        CHECK(problem_of("\n2.0 > 80\n1.0 < 40\n") ==
              "f.txt:4: \"1.0\" is before the time of the line before");
        CHECK(problem_of("1.0 = 80\n") == "f.txt:2: \"=\" follows the time; possible are > < # !");
        CHECK(problem_of("1.0 >> 80\n").starts_with("f.txt:2: \">>\" follows the time"));
        CHECK(problem_of("1.0\n").starts_with("f.txt:2: \"\" follows the time"));
        CHECK(problem_of("1.0 > 8\n") == "f.txt:2: \"8\" is no byte; two hex digits are expected");
        CHECK(problem_of("1.0 > 80 zz\n").starts_with("f.txt:2: \"zz\" is no byte"));
        CHECK(problem_of("1.0 > ; 80\n").starts_with("f.txt:2: there are no bytes"));
        CHECK(problem_of("1.0 # ajar\n") ==
              "f.txt:2: \"ajar\" happens to no port; possible are opened and closed");
        CHECK(problem_of("1.0 ! boredom: x\n") ==
              "f.txt:2: \"boredom:\" is no failure of a port; \"connection_lost:\" is one");
    }
}
