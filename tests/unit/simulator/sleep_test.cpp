// SPDX-License-Identifier: Apache-2.0

#include "simulator/sleep.hpp"

#include <doctest/doctest.h>

#include "bench.hpp"

using namespace bench;

TEST_SUITE("simulator/sleep")
{
    TEST_CASE("a 402 that nobody asked for half an hour loses one request and is awake")
    {
        asked_line line{make_meter("402")};
        CHECK(line.answers());
        line.now += 30min;
        CHECK_FALSE(line.answers());
        line.now += 2s;
        CHECK(line.answers());
    }

    TEST_CASE("a 402 that is asked often enough never sleeps")
    {
        asked_line line{make_meter("402")};
        for (int i = 0; i < 100; ++i) {
            CHECK(line.answers());
            line.now += 30min - 1ms;
        }
    }

    TEST_CASE("a flowIQ sleeps after ten minutes and takes four seconds to start")
    {
        asked_line line{make_meter("flowiq")};
        CHECK(line.answers());
        line.now += 10min;
        CHECK_FALSE(line.answers());
        line.now += 3999ms;
        CHECK_FALSE(line.answers());
        line.now += 1ms;
        CHECK(line.answers());
    }

    TEST_CASE("a meter that was never asked is awake, however long ago it started")
    {
        asked_line line{make_meter("402")};
        line.now += 24h;
        CHECK(line.answers());
    }

    TEST_CASE("the others never sleep")
    {
        for (const auto* name : {"302", "403", "601", "602", "603"}) {
            CAPTURE(name);
            asked_line line{make_meter(name)};
            CHECK(line.answers());
            line.now += 24h * 365;
            CHECK(line.answers());
        }
    }

    TEST_CASE("a request to another address wakes nobody")
    {
        asked_line line{make_meter("402")};
        CHECK(line.answers());
        line.now += 30min;
        CHECK(line.bytes("80 7f 02 38 25 0d").empty());
        CHECK_FALSE(line.answers());
    }
}
