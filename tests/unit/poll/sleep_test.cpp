// SPDX-License-Identifier: Apache-2.0

#include <doctest/doctest.h>

#include "poller_bench.hpp"

using namespace std::chrono_literals;
using fake::energy;
using fake::flow;
using fake::strings;
using kmp2mqtt::core::cause;
using kmp2mqtt::meter::condition;
using bench = fake::poller_bench;

TEST_SUITE("poll/poller, sleep")
{
    TEST_CASE_FIXTURE(bench, "a second try wakes a meter that sleeps")
    {
        start();
        configured.retries = 1;
        wire->expect(fake::asks({flow}));
        expect_registers({flow});
        CHECK(ask({flow}));
        time.run_for(io, 5s);
        CHECK(told == strings{"read 1", "answered 1"});
        CHECK(poller.condition() == condition::awake);
    }

    TEST_CASE_FIXTURE(bench,
                      "a meter that answered before and is silent is asleep: what to do is said")
    {
        CHECK(poller.condition() == condition::unknown);
        start();
        wire->expect(fake::asks({flow}));
        CHECK(ask({flow}));
        time.run_for(io, 5s);
        CHECK(poller.condition() == condition::asleep);
        REQUIRE(refusals.size() == 1);
        CHECK(
            refusals[0].text ==
            "no answer in 2 s: it answered before: the head has moved, or the meter sleeps; a key "
            "on it or the magnet of the head, put on anew, wakes it, and keep_awake = \"25min\" "
            "keeps a MULTICAL 402 awake (scripted)");
        CHECK(count.last_error == refusals[0].text);
    }

    TEST_CASE_FIXTURE(bench, "a meter that never answered may not be there at all")
    {
        wire->expect(fake::asks({energy, flow}));
        tasks.spawn(poller.run());
        time.run_for(io, 5s);
        CHECK(poller.condition() == condition::unknown);
        CHECK(count.last_error.find("it answered before") == std::string::npos);
    }

    TEST_CASE_FIXTURE(bench, "a meter whose port is gone is unreachable, not asleep")
    {
        start();
        wire->close();
        wire->open_fails({cause::connection_refused, "nobody listens"});
        CHECK(ask({flow}));
        time.run_for(io, 1s);
        CHECK(poller.condition() == condition::unreachable);
        CHECK(count.last_error == "nobody listens");
    }
}
