// SPDX-License-Identifier: Apache-2.0

#include <doctest/doctest.h>

#include "poller_bench.hpp"

using namespace std::chrono_literals;
using fake::energy;
using fake::flow;
using fake::hex;
using fake::strings;

namespace {

kmp2mqtt::meter::settings drowsy(std::uint32_t telegrams_per_day = 0)
{
    auto settings = fake::poller_bench::hourly();
    settings.keep_awake = 25min;
    settings.telegrams_per_day = telegrams_per_day;
    return settings;
}

struct bench : fake::poller_bench {
    explicit bench(const kmp2mqtt::meter::settings& of = drowsy()) : poller_bench{of} { start(); }

    fake::scripted_link::exchange& expect_type() { return wire->expect(hex("80 3f 01 05 8a 0d")); }

    void expect_nudge() { expect_type().reply(50ms, hex("40 3f 01 00 04 1b f9 01 26 99 0d")); }
};

}  // namespace

TEST_SUITE("poll/poller, keep_awake")
{
    TEST_CASE_FIXTURE(bench, "a short telegram goes out when nothing else was sent for so long")
    {
        expect_registers({energy, flow});  // 10:59:30
        time.run_for(io, 39min + 20s);     // 11:24:24
        CHECK(count.telegrams == 4);
        expect_nudge();
        time.run_for(io, 1min);
        CHECK(count.telegrams == 5);
        expect_nudge();                    // 11:49:30
        expect_registers({energy, flow});  // 11:59:30
        time.run_for(io, 35min);
        CHECK(told == strings{"read 2", "read 2"});
    }

    TEST_CASE("a budget that just carries what is planned keeps the meter awake all day")
    {
        bench of{drowsy(24 + 2 + 48)};
        of.expect_registers({energy, flow});  // 10:59:30
        for (int hour = 11; hour < 2 * 24; ++hour) {
            of.expect_nudge();
            of.expect_nudge();
            of.expect_registers({energy, flow});
            if (hour == 24 + 10) {
                of.expect_identity();
            }
        }
        of.time.run_for(of.io, 37h + 20min);
        CHECK(of.wire->finished());
    }

    TEST_CASE_FIXTURE(bench, "a command is as good")
    {
        expect_registers({energy, flow});
        time.run_for(io, 30min);
        expect_registers({flow});
        CHECK(ask({flow}));  // 11:15
        time.run_for(io, 24min);
        CHECK(count.telegrams == 5);
        expect_nudge();
        time.run_for(io, 2min);
    }

    TEST_CASE_FIXTURE(bench, "one that is not answered changes nothing")
    {
        expect_registers({energy, flow});
        time.run_for(io, 20min);
        told.clear();
        expect_type();
        time.run_for(io, 30min);
        CHECK(told.empty());
        CHECK(poller.is_online());
        CHECK(poller.condition() == kmp2mqtt::meter::condition::awake);
    }

    TEST_CASE_FIXTURE(bench, "a meter that sleeps is not kept awake")
    {
        wire->expect(fake::asks({energy, flow}));
        wire->expect(fake::asks({energy, flow}));
        wire->expect(fake::asks({energy, flow}));
        wire->expect(hex("80 3f 02 35 e9 0d"));  // is it only the registers?
        wire->expect(fake::asks({energy, flow}));
        time.run_for(io, 40min);
        CHECK(poller.condition() == kmp2mqtt::meter::condition::asleep);
    }

    TEST_CASE_FIXTURE(bench, "a port that fails is left to the next read")
    {
        expect_registers({energy, flow});
        time.run_for(io, 20min);
        told.clear();
        wire->close();
        wire->open_fails({kmp2mqtt::core::cause::port_missing, "pulled out"});
        time.run_for(io, 30min);
        CHECK(told.empty());
        CHECK(poller.condition() == kmp2mqtt::meter::condition::unreachable);
        expect_registers({energy, flow});
        time.run_for(io, 30min);
        CHECK(told == strings{"read 2"});
        CHECK(poller.condition() == kmp2mqtt::meter::condition::awake);
    }
}
