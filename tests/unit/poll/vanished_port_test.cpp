// SPDX-License-Identifier: Apache-2.0

// A poller whose port goes away and comes back.

#include <doctest/doctest.h>

#include "poller_bench.hpp"

using namespace std::chrono_literals;
using fake::energy;
using fake::flow;
using fake::strings;
using kmp2mqtt::core::cause;
using bench = fake::poller_bench;

namespace {

void is_gone_for(bench& at, int openings, cause why = cause::port_missing)
{
    for (int tries = 0; tries < openings; ++tries) {
        at.wire->open_fails({why, "scripted: gone"});
    }
}

}  // namespace

TEST_SUITE("poll/poller: vanished port")
{
    TEST_CASE_FIXTURE(bench, "a head that is plugged in again is read within seconds")
    {
        is_gone_for(*this, 1 + 5);  // the poll, and a look every two seconds
        tasks.spawn(poller.run());
        time.run_for(io, 11s);
        CHECK(told.empty());
        expect_registers({energy, flow});
        expect_identity();
        time.run_for(io, 2s);
        CHECK(told == strings{"is 19088743", "read 2", "online"});
    }

    TEST_CASE_FIXTURE(bench, "a look is no telegram and no failed read")
    {
        is_gone_for(*this, 1000);
        tasks.spawn(poller.run());
        time.run_for(io, 50s);
        CHECK(count.telegrams == 0);
        CHECK(told.empty());
    }

    TEST_CASE_FIXTURE(bench, "the tries of the schedule come as well, and make the meter offline")
    {
        start();
        wire->close();
        is_gone_for(*this, 1000);
        time.run_for(io, 14min + 26s + 59s);
        CHECK(told.empty());
        time.run_for(io, 2s);
        CHECK(told == strings{"offline"});
    }

    TEST_CASE_FIXTURE(bench,
                      "a port that is lost with each request does not cost a telegram each look")
    {
        wire->expect(fake::asks({energy, flow})).breaks(10ms);
        tasks.spawn(poller.run());
        time.run_for(io, 1s);
        for (int reads = 0; reads < 5; ++reads) {
            wire->expect(fake::asks({energy, flow})).breaks(10ms);
        }
        // Looks 2, 4, 8 and 16 s after a failure, and the try of the schedule after a minute.
        time.run_for(io, 64s);
        CHECK(count.telegrams <= 6);
    }

    TEST_CASE_FIXTURE(bench, "a silent line is closed, and the next try opens it anew")
    {
        start();
        const auto openings = wire->openings();
        wire->expect(fake::asks({energy}));
        CHECK(ask({energy}));
        time.run_for(io, 3s);
        CHECK_FALSE(wire->is_open());
        expect_registers({flow});
        expect_identity();
        CHECK(ask({flow}));
        time.run_for(io, 2s);
        CHECK(wire->openings() == openings + 1);
    }
}
