// SPDX-License-Identifier: Apache-2.0

#include <doctest/doctest.h>

#include "poller_bench.hpp"

using namespace std::chrono_literals;
using fake::energy;
using fake::flow;
using fake::hex;
using fake::strings;
using kmp2mqtt::core::cause;

namespace {

using ids = std::vector<kmp::register_id>;

constexpr kmp::register_id good{2001};
constexpr kmp::register_id odd{1234};
const ids eight{energy,
                flow,
                kmp::register_id{2002},
                kmp::register_id{2003},
                kmp::register_id{2004},
                kmp::register_id{2005},
                kmp::register_id{2006},
                kmp::register_id{2007}};

kmp2mqtt::meter::settings with(ids registers)
{
    auto settings = fake::poller_bench::hourly();
    settings.polls[0].registers = std::move(registers);
    settings.telegrams_per_day = 10'000;
    return settings;
}

struct bench : fake::poller_bench {
    using poller_bench::poller_bench;

    void expect_silence(const ids& registers) { wire->expect(fake::asks(registers)); }
};

/// Ten registers: the two of the second request are never answered together.
struct second_request : bench {
    second_request()
        : bench{with({eight[0], eight[1], eight[2], eight[3], eight[4], eight[5], eight[6],
                      eight[7], good, odd})}
    {
        expect_registers(eight);
        expect_silence({good, odd});
        expect_identity();
        tasks.spawn(poller.run());
        time.run_for(io, 10s);
        expect_registers(eight);
        expect_silence({good, odd});
        time.run_for(io, 15min);
        told.clear();
    }

    void next_hour()
    {
        expect_registers(eight);
        expect_registers({good});
        expect_silence({odd});
        time.run_for(io, 1h);
    }

    void find()
    {
        for (int hour = 0; hour < 3; ++hour) {
            next_hour();
        }
    }
};

/// Three registers in one request, which is never answered.
struct only_request : bench {
    only_request() : bench{with({energy, flow, odd})}
    {
        tasks.spawn(poller.run());
        for (const auto span : {10s, 60s, 300s}) {
            expect_silence({energy, flow, odd});
            if (span == 300s) {
                expect_serial();
            }
            time.run_for(io, span);
        }
    }
};

}  // namespace

TEST_SUITE("poll/poller, a register that silences the meter")
{
    TEST_CASE_FIXTURE(second_request, "what stands beside it is read again in the third turn")
    {
        next_hour();
        CHECK(readings.back().values.size() == 9);
        CHECK(readings.back().failed == ids{odd});
        CHECK(told == strings{"read 9"});
        CHECK(count.last_error ==
              "no answer when asked for register_1234, though the meter on scripted speaks");
    }

    TEST_CASE_FIXTURE(second_request, "it is told once, and then asked for once a day, alone")
    {
        find();
        REQUIRE(told.size() == 4);
        CHECK(told[2] ==
              "register_silences: the meter does not answer when asked for register_1234: that is "
              "done once a day; leave it out of registers");
        for (int hour = 0; hour < 10; ++hour) {
            expect_registers(eight);
            expect_registers({good});
        }
        time.run_for(io, 10h);
        CHECK(readings.back().missing == ids{odd});
        CHECK(memory.absences.size() == 1);
        next_hour();
        expect_registers(eight);
        expect_registers({good});
        time.run_for(io, 1h);
        CHECK(told.size() == 4 + 12);
    }

    TEST_CASE_FIXTURE(second_request, "once it is answered it is read with the others again")
    {
        find();
        expect_registers({odd});
        CHECK(ask({odd}));
        time.run_for(io, 1s);
        expect_registers(eight);
        expect_registers({good, odd});
        time.run_for(io, 1h);
        CHECK(readings.back().values.size() == 10);
    }

    TEST_CASE_FIXTURE(second_request, "a command that names it asks for it alone, with one try")
    {
        find();
        configured.retries = 2;
        expect_silence({odd});
        expect_serial();
        expect_registers({flow});
        expect_identity();
        CHECK(ask({odd}));
        CHECK(ask({flow}));
        time.run_for(io, 10s);
        REQUIRE(refusals.size() == 1);
        CHECK(refusals[0].why == cause::no_registers);
    }

    TEST_CASE_FIXTURE(second_request, "on a line that is dead nothing is asked for alone")
    {
        expect_silence(eight);
        time.run_for(io, 1h);
    }

    TEST_CASE_FIXTURE(only_request, "the failure names what was asked, and how to find it")
    {
        CHECK(count.last_error ==
              "no answer when asked for heat_energy_e1, flow_v1, register_1234, though the meter "
              "on scripted says who it is: each is asked for alone; kmptool scan finds what "
              "silences it");
        CHECK(poller.condition() == kmp2mqtt::meter::condition::awake);
    }

    TEST_CASE_FIXTURE(only_request, "then the others are read")
    {
        told.clear();
        expect_registers({energy});
        expect_registers({flow});
        expect_silence({odd});
        expect_identity();
        time.run_for(io, 10min);
        CHECK(told == strings{"is 19088743", "read 2", "online"});
    }

    TEST_CASE("a meter that says nothing at all is looked for in the third turn, and then rarely")
    {
        bench silent{with({energy})};
        silent.tasks.spawn(silent.poller.run());
        for (const auto span : {10s, 60s, 300s}) {
            silent.expect_silence({energy});
            if (span == 300s) {
                silent.wire->expect(hex("80 3f 02 35 e9 0d"));
            }
            silent.time.run_for(silent.io, span);
        }
        CHECK(silent.count.last_error.starts_with("no answer in 2 s: the head may sit wrong"));
        silent.expect_silence({energy});
        silent.time.run_for(silent.io, 10min);
    }
}
