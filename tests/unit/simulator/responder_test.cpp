// SPDX-License-Identifier: Apache-2.0

#include "simulator/responder.hpp"

#include <doctest/doctest.h>

#include "bench.hpp"

using namespace bench;

namespace {

constexpr auto ask_clock = "80 3f 10 01 03 ea 4c b7 0d";
constexpr auto clock_answer = "40 3f 10 03 ea 2f 04 00 00 03 0e 33 b2 32 0d";
constexpr auto ask_clock_damaged = "80 3f 10 01 03 ea 4c b6 0d";

}  // namespace

TEST_SUITE("simulator/responder")
{
    TEST_CASE("requests are answered as real meters answer them")
    {
        SUBCASE("the clock of a MULTICAL 403")
        {
            CHECK(asked_line{make_meter("403")}.bytes(ask_clock) == clock_answer);
        }
        SUBCASE("the serial number of a MULTICAL 303, its checksum stuffed")
        {
            CHECK(asked_line{make_meter("603", 80'713'078)}.bytes("80 3f 10 01 03 e9 7c d4 0d") ==
                  "40 3f 10 03 e9 33 04 00 04 cf 95 76 5a 1b bf 0d");
        }
        SUBCASE("GetSerialNo, as the specification prints it")
        {
            CHECK(asked_line{make_meter("601", 19'088'743)}.bytes("80 3f 02 35 e9 0d") ==
                  "40 3f 02 01 23 45 67 e9 56 0d");
        }
        SUBCASE("date and time in seven bytes")
        {
            CHECK(asked_line{make_meter("603")}.bytes("80 3f 10 01 01 5c ed c8 0d") ==
                  "40 3f 10 01 5c 4f 07 00 00 1a 0b 16 14 02 2b 82 3a 0d");
        }
    }

    TEST_CASE("GetType names a type that is invented, and software S1")
    {
        CHECK(asked_line{make_meter("403")}.bytes("80 3f 01 05 8a 0d") ==
              "40 3f 01 f4 03 13 01 0a 33 0d");
    }

    TEST_CASE("registers that the model lacks are left out, possibly all")
    {
        asked_line line{make_meter("403")};
        CHECK(line.bytes("80 3f 10 03 00 45 03 ea 00 58 9c 8e 0d") == clock_answer);
        CHECK(line.bytes("80 3f 10 01 00 45 5d e1 0d") == "40 3f 10 07 9a 0d");
    }

    TEST_CASE("a meter answers its own address only")
    {
        asked_line logger{make_meter("601", 19'088'743, kmp::address::logger_top)};
        CHECK(logger.bytes("80 7f 02 38 25 0d") == "40 7f 02 01 23 45 67 83 46 0d");
        CHECK(logger.bytes("80 3f 02 35 e9 0d").empty());
    }

    TEST_CASE("what is no request to read is met with silence, and the next one is answered")
    {
        asked_line line{make_meter("403")};
        SUBCASE("nine registers")
        {
            CHECK(line.bytes("80 3f 10 09 03 ea 03 ea 03 ea 03 ea 03 ea 03 ea 03 ea 03 ea 03 ea "
                             "c1 45 0d")
                      .empty());
        }
        SUBCASE("no register")
        {
            CHECK(line.bytes("80 3f 10 00 ea e7 0d").empty());
        }
        SUBCASE("a command that writes: SetClock")
        {
            CHECK(line.bytes("80 3f 09 00 01 14 4a 00 02 77 15 77 4e 0d").empty());
        }
        SUBCASE("a command that writes: PutRegister")
        {
            CHECK(line.bytes("80 3f 11 00 00 00 3c b3 5b 0d").empty());
        }
        SUBCASE("an unknown command")
        {
            CHECK(line.bytes("80 ff ff 1d 0f 0d").empty());
        }
        SUBCASE("a frame from a meter")
        {
            CHECK(line.bytes(clock_answer).empty());
        }
        SUBCASE("noise outside a frame")
        {
            CHECK(line.bytes("00 ff 13 37").empty());
        }
        CHECK(line.bytes(ask_clock) == clock_answer);
    }

    TEST_CASE("after invalid data the meter is deaf until the line was quiet for 1.6 s")
    {
        asked_line line{make_meter("403")};
        SUBCASE("a bad checksum")
        {
            CHECK(line.bytes(ask_clock_damaged).empty());
        }
        SUBCASE("a broken frame")
        {
            CHECK(line.bytes("80 3f 10 80").empty());
        }
        line.now += 1599ms;
        CHECK(line.bytes(ask_clock).empty());
        line.now += 1599ms;
        CHECK(line.bytes(ask_clock).empty());
        line.now += 1600ms;
        CHECK(line.bytes(ask_clock) == clock_answer);
    }

    TEST_CASE("an answer begins as soon as the line is free")
    {
        asked_line line{make_meter("403")};
        const auto answer = line.ask(ask_clock);
        REQUIRE(answer.size() == 1);
        CHECK(answer.front().wait == 0ms);
    }
}
