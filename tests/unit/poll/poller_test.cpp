// SPDX-License-Identifier: Apache-2.0

#include <vector>

#include <doctest/doctest.h>

#include "poller_bench.hpp"

using namespace std::chrono_literals;
using fake::energy;
using fake::flow;
using fake::strings;
using bench = fake::poller_bench;

TEST_SUITE("poll/poller")
{
    TEST_CASE_FIXTURE(bench, "the first read comes at start, with the identity")
    {
        expect_registers({energy, flow});
        expect_identity();
        tasks.spawn(poller.run());
        time.run_for(io, 1s);
        CHECK(told == strings{"is 19088743", "read 2", "online"});
        CHECK(readings[0].trigger == kmp2mqtt::meter::trigger::start);
        CHECK(readings[0].sequence == 1);
        CHECK(readings[0].serial == "19088743");
        CHECK(readings[0].duration == 100ms);
        CHECK(count.telegrams == 3);
        CHECK(count.reads == 1);
    }

    TEST_CASE_FIXTURE(bench, "later reads run on the clock and do not ask for the identity")
    {
        start();
        expect_registers({energy, flow});
        time.run_for(io, 14min + 25s);
        CHECK(told.empty());
        time.run_for(io, 5s);
        CHECK(told == strings{"read 2"});
        CHECK(readings[1].trigger == kmp2mqtt::meter::trigger::poll);
        CHECK(readings[1].sequence == 2);
    }

    TEST_CASE_FIXTURE(bench, "an interval that is changed wakes the poller")
    {
        start();
        poller.change_interval(5min);
        expect_registers({energy, flow});
        time.run_for(io, 4min + 57s);
        CHECK(told == strings{"read 2"});
        CHECK(kmp2mqtt::core::iso_text(readings[1].time) == "2026-11-22T10:50:00+00:00");
    }

    TEST_CASE_FIXTURE(bench, "an interval that is changed has a budget to it, and is remembered")
    {
        start();
        const auto hourly = poller.budget().left(time.wall());
        poller.change_interval(5min);
        CHECK(poller.budget().left(time.wall()) > 5 * hourly);
        CHECK(memory.poll_interval == 5min);
    }

    TEST_CASE_FIXTURE(bench, "a meter that is doubted is asked who it is with the next read")
    {
        start();
        expect_registers({energy, flow});
        expect_identity();
        CHECK(ask({energy, flow}, 0s, true, true));
        time.run_for(io, 1s);
        CHECK(told == strings{"is 19088743", "read 2", "answered 2"});
    }

    TEST_CASE_FIXTURE(bench, "hours of reads do not drift")
    {
        start();
        for (int hour = 0; hour < 5; ++hour) {
            expect_registers({energy, flow});
        }
        time.run_for(io, 4h + 20min);
        REQUIRE(readings.size() == 6);
        CHECK(kmp2mqtt::core::iso_text(readings[5].time) == "2026-11-22T14:59:30+00:00");
    }

    TEST_CASE_FIXTURE(bench, "a clock that is set forward is noticed within half a minute")
    {
        start();
        time.set_wall(time.wall() + 14min);
        expect_registers({energy, flow});
        time.run_for(io, 30s);
        CHECK(told == strings{"read 2"});
    }

    TEST_CASE_FIXTURE(bench, "a command reads at once")
    {
        start();
        expect_registers({flow});
        CHECK(ask({flow}));
        time.run_for(io, 1s);
        CHECK(told == strings{"read 1", "answered 1"});
        CHECK(readings[1].trigger == kmp2mqtt::meter::trigger::command);
    }

    TEST_CASE_FIXTURE(bench, "a command for recent values costs nothing")
    {
        start();
        CHECK(ask({flow}, 10s));
        CHECK(told == strings{"answered 1"});
        CHECK(count.telegrams == 3);
    }

    TEST_CASE_FIXTURE(bench, "a command that the read under way covers shares its result")
    {
        start();
        expect_registers({energy, flow});
        CHECK(ask({energy, flow}));
        time.run_for(io, 50ms);
        CHECK(ask({flow}));
        time.run_for(io, 1s);
        CHECK(told == strings{"read 2", "answered 2", "answered 1"});
    }

    TEST_CASE_FIXTURE(bench, "a fifth command that waits is refused")
    {
        start();
        expect_registers({energy});
        CHECK(ask({energy}));
        time.run_for(io, 50ms);
        for (int waiting = 0; waiting < 4; ++waiting) {
            CHECK(ask({flow}));
        }
        CHECK_FALSE(ask({flow}));
        expect_registers({flow});
        time.run_for(io, 1s);
    }

    TEST_CASE_FIXTURE(bench, "three failed reads in a row make the meter offline, an answer online")
    {
        start();
        wire->expect(fake::asks({energy, flow}));
        wire->expect(fake::asks({energy, flow}));
        time.run_for(io, 14min + 27s + 2s + 60s + 2s);
        CHECK(count.timeouts == 2);
        CHECK(told.empty());
        wire->expect(fake::asks({energy, flow}));
        wire->expect(fake::hex("80 3f 02 35 e9 0d"));  // is it only the registers?
        time.run_for(io, 5min + 2s + 1700ms + 2s);
        CHECK(told.back() == "offline");
        CHECK_FALSE(poller.is_online());
        expect_registers({energy, flow});
        expect_identity();
        time.run_for(io, 15min + 1s);
        CHECK(told.back() == "online");
        CHECK(count.timeouts == 4);
    }

    TEST_CASE_FIXTURE(bench, "a meter that was silent is asked again who it is")
    {
        start();
        wire->expect(fake::asks({energy}));
        CHECK(ask({energy}));
        time.run_for(io, 3s);
        CHECK(told == strings{"refused"});
        expect_registers({flow});
        expect_identity("40 3f 02 00 bc 61 4e b4 83 0d");
        expect_serial("40 3f 02 00 bc 61 4e b4 83 0d");
        CHECK(ask({flow}));
        time.run_for(io, 3s);
        CHECK(told == strings{"refused", "changed to 12345678", "read 1", "answered 1"});
    }

    TEST_CASE_FIXTURE(bench,
                      "values of a meter that was exchanged are not recent values of the new one")
    {
        start();
        wire->expect(fake::asks({energy}));
        CHECK(ask({energy}));
        time.run_for(io, 3s);
        expect_registers({energy});
        expect_identity("40 3f 02 00 bc 61 4e b4 83 0d");
        expect_serial("40 3f 02 00 bc 61 4e b4 83 0d");
        CHECK(ask({energy}));
        time.run_for(io, 3s);
        told.clear();
        expect_registers({flow});
        CHECK(ask({flow}, 1h));
        time.run_for(io, 1s);
        CHECK(told == strings{"read 1", "answered 1"});
    }

    TEST_CASE_FIXTURE(bench, "nothing of another meter than the configured one is given out")
    {
        configured.serial = "71234567";
        kmp2mqtt::poll::poller strict{io.get_executor(),
                                      time,
                                      kmp2mqtt::meter::session{line, configured, time, count},
                                      configured,
                                      count,
                                      {},
                                      {.identified = [](const auto&, bool) { FAIL("identified"); },
                                       .read = [](const auto&, const auto&) { FAIL("read"); },
                                       .remembered = [](const auto&) {},
                                       .availability = [](bool) { FAIL("available"); },
                                       .noticed = [](const auto&) { FAIL("noticed"); }}};
        expect_registers({energy, flow});
        expect_identity();
        tasks.spawn(strict.run());
        time.run_for(io, 1s);
        CHECK(count.last_error.starts_with("meter 19088743 answers"));
        CHECK(count.reads == 0);
        count.last_error.clear();
        expect_serial();  // while it is that one, no more is asked
        time.run_for(io, 1min);
        CHECK(count.last_error.starts_with("meter 19088743 answers"));
        expect_serial("40 3f 02 00 bc 61 4e b4 83 0d");
        expect_registers({energy, flow});
        expect_identity("40 3f 02 00 bc 61 4e b4 83 0d");
        time.run_for(io, 5min);
        CHECK(count.last_error.starts_with("meter 12345678 answers"));
        tasks.stop();
        time.run_for(io, 0s);
    }

    TEST_CASE_FIXTURE(bench, "identity is asked once a day")
    {
        start();
        for (int hour = 0; hour < 24; ++hour) {
            expect_registers({energy, flow});
        }
        time.run_for(io, 23h + 20min);
        CHECK(count.telegrams == 27);
        expect_registers({energy, flow});
        expect_identity();
        time.run_for(io, 1h);
        CHECK(count.telegrams == 30);
    }
}
