// SPDX-License-Identifier: Apache-2.0

#include <vector>

#include <doctest/doctest.h>

#include "poller_bench.hpp"

using namespace std::chrono_literals;
using fake::energy;
using fake::flow;
using fake::strings;
using bench = fake::poller_bench;

TEST_SUITE("poll/second_look")
{
    TEST_CASE_FIXTURE(bench, "a counter that fell is read again at once, alone, and then passes")
    {
        start();
        wire->expect(fake::asks({energy, flow})).reply(100ms, fake::answers({energy, flow}, 50));
        expect_serial();
        wire->expect(fake::asks({energy})).reply(100ms, fake::answers({energy}, 50));
        time.run_for(io, 14min + 30s);
        REQUIRE(readings.size() == 2);
        const auto& got = readings[1];
        REQUIRE(got.values.size() == 2);
        CHECK(kmp::text(got.values[0].value) == "0.50");
        CHECK(got.duration == 200ms);
        REQUIRE(got.notices.size() == 1);
        CHECK(got.notices[0].type == "counter_restarted");
        CHECK(count.telegrams == 6);
        CHECK(count.reads == 2);
    }

    TEST_CASE_FIXTURE(bench, "a value that a second look contradicts is rejected")
    {
        start();
        wire->expect(fake::asks({energy, flow})).reply(100ms, fake::answers({energy, flow}, 50));
        expect_serial();
        wire->expect(fake::asks({energy})).reply(100ms, fake::answers({energy}, 20));
        time.run_for(io, 14min + 30s);
        REQUIRE(readings.size() == 2);
        CHECK(readings[1].values.size() == 1);
        REQUIRE(readings[1].rejected.size() == 1);
        CHECK(readings[1].rejected[0].first == energy);
    }

    TEST_CASE_FIXTURE(bench, "a second look that nobody answers costs the doubtful value only")
    {
        start();
        wire->expect(fake::asks({energy, flow})).reply(100ms, fake::answers({energy, flow}, 50));
        expect_serial();
        wire->expect(fake::asks({energy}));
        time.run_for(io, 14min + 33s);
        REQUIRE(readings.size() == 2);
        CHECK(readings[1].values.size() == 1);
        CHECK(readings[1].rejected.size() == 1);
        CHECK(readings[1].failed.empty());
        CHECK(poller.is_online());
    }

    TEST_CASE_FIXTURE(bench, "a rejected value is not answered from memory")
    {
        start();
        wire->expect(fake::asks({energy})).reply(100ms, fake::answers({energy}, 50));
        expect_serial();
        wire->expect(fake::asks({energy})).reply(100ms, fake::answers({energy}, 20));
        CHECK(ask({energy}));
        time.run_for(io, 1s);
        expect_registers({energy});
        CHECK(ask({energy}, 1h));
        time.run_for(io, 1s);
        CHECK(told == strings{"read 0", "answered 0", "read 1", "answered 1"});
    }

    TEST_CASE_FIXTURE(bench, "the counters of another meter may be lower")
    {
        start();
        wire->expect(fake::asks({energy}));
        CHECK(ask({energy}));
        time.run_for(io, 3s);
        wire->expect(fake::asks({energy})).reply(100ms, fake::answers({energy}, 50));
        expect_identity("40 3f 02 00 bc 61 4e b4 83 0d");
        expect_serial("40 3f 02 00 bc 61 4e b4 83 0d");
        CHECK(ask({energy}));
        time.run_for(io, 3s);
        REQUIRE(readings.size() == 2);
        CHECK(readings[1].values.size() == 1);
        CHECK(readings[1].notices.empty());
    }
}
