// SPDX-License-Identifier: Apache-2.0

#include <doctest/doctest.h>

#include "poller_bench.hpp"

using namespace std::chrono_literals;
using fake::energy;
using fake::flow;
using fake::strings;

namespace {

using ids = std::vector<kmp::register_id>;

/// A meter that has no register 74, after it left it out ten times.
struct bench : fake::poller_bench {
    bench()
    {
        wire->expect(fake::asks({energy, flow})).reply(100ms, fake::answers({energy}));
        expect_identity();
        tasks.spawn(poller.run());
        time.run_for(io, 1s);
        for (int hour = 0; hour < 9; ++hour) {
            wire->expect(fake::asks({energy, flow})).reply(100ms, fake::answers({energy}));
        }
        time.run_for(io, 8h + 15min);
        REQUIRE(readings.size() == 10);
        told.clear();
    }

    void expect_energy()
    {
        wire->expect(fake::asks({energy})).reply(100ms, fake::answers({energy}));
    }
};

}  // namespace

TEST_SUITE("poll/poller, registers that the meter leaves out")
{
    TEST_CASE_FIXTURE(bench, "after ten times it is not asked for, and stays missing")
    {
        expect_energy();
        time.run_for(io, 1h);
        CHECK(told == strings{"read 1"});
        CHECK(readings.back().missing == ids{flow});
    }

    TEST_CASE_FIXTURE(bench, "on the next day it is asked for once")
    {
        for (int hour = 0; hour < 5; ++hour) {
            expect_energy();
        }
        wire->expect(fake::asks({energy, flow})).reply(100ms, fake::answers({energy}));
        expect_energy();
        time.run_for(io, 7h);
    }

    TEST_CASE_FIXTURE(bench, "if it silences the meter then, the others are read without it")
    {
        for (int hour = 0; hour < 5; ++hour) {
            expect_energy();
        }
        for (int tries = 0; tries < 3; ++tries) {
            wire->expect(fake::asks({energy, flow}));
        }
        expect_serial();
        expect_energy();
        wire->expect(fake::asks({flow}));
        expect_identity();
        expect_energy();
        time.run_for(io, 7h);
    }

    TEST_CASE_FIXTURE(bench, "a command that names it asks for it all the same")
    {
        expect_energy();
        time.run_for(io, 59min + 30s);
        wire->expect(fake::asks({flow})).reply(100ms, fake::answers({}));
        CHECK(ask({flow}, 1h));
        time.run_for(io, 1s);
        CHECK(told.back() == "answered 0");
    }

    TEST_CASE_FIXTURE(bench, "a command for all registers does not ask for it")
    {
        expect_energy();
        CHECK(ask({energy, flow}, 0s, false));
        time.run_for(io, 1s);
        CHECK(told == strings{"read 1", "answered 1"});
        CHECK(readings.back().missing == ids{flow});
    }

    TEST_CASE_FIXTURE(bench, "a command for all registers is answered from memory without it")
    {
        expect_energy();
        time.run_for(io, 59min + 30s);
        CHECK(ask({energy, flow}, 1min, false));
        CHECK(told == strings{"read 1", "answered 1"});
    }

    TEST_CASE_FIXTURE(bench, "a command that names it does not share a read that leaves it out")
    {
        wire->expect(fake::asks({energy})).reply(100ms, fake::answers({energy}));
        CHECK(ask({energy, flow}, 0s, false));
        time.run_for(io, 50ms);
        wire->expect(fake::asks({flow})).reply(100ms, fake::answers({}));
        CHECK(ask({flow}));
        time.run_for(io, 1s);
        CHECK(told == strings{"read 1", "answered 1", "read 0", "answered 0"});
    }

    TEST_CASE_FIXTURE(bench, "once it is given it is read with the others again")
    {
        expect_registers({flow});
        CHECK(ask({flow}));
        expect_registers({energy, flow});
        time.run_for(io, 1h);
        CHECK(told.back() == "read 2");
    }

    TEST_CASE_FIXTURE(bench, "another meter is asked for everything")
    {
        wire->expect(fake::asks({energy}));
        CHECK(ask({energy}));
        time.run_for(io, 3s);
        expect_energy();
        expect_identity("40 3f 02 00 bc 61 4e b4 83 0d");
        expect_serial("40 3f 02 00 bc 61 4e b4 83 0d");
        CHECK(ask({energy}));
        time.run_for(io, 3s);
        expect_registers({energy, flow});
        time.run_for(io, 1h);
        CHECK(told.back() == "read 2");
    }
}
