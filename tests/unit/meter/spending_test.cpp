// SPDX-License-Identifier: Apache-2.0

#include <doctest/doctest.h>

#include "core/local_time.hpp"
#include "fake/frames.hpp"
#include "session_bench.hpp"

using namespace std::chrono_literals;
using fake::hex;
using kmp2mqtt::core::cause;
using kmp2mqtt::meter::budget;
using session_test::energy;
using session_test::volume;

namespace {

struct bench : session_test::bench {
    budget purse{2, {}};
    std::vector<std::uint64_t> told;  // telegrams, when one was about to go out

    bench()
    {
        REQUIRE(kmp2mqtt::core::set_time_zone("UTC"));
        session.limit(purse, [this] { told.push_back(count.telegrams); });
    }
};

constexpr auto get_serial = "80 3f 02 35 e9 0d";

}  // namespace

TEST_SUITE("meter/session, what a telegram costs")
{
    TEST_CASE_FIXTURE(bench, "every try is paid for")
    {
        wire->expect(fake::asks({energy}));
        wire->expect(fake::asks({energy})).reply(100ms, fake::answers({energy}));
        CHECK(read({energy}).answered);
        CHECK(purse.spent(time.wall()) == 2);
        CHECK(told == std::vector<std::uint64_t>{1, 2});
        CHECK(session.last_sent() == kmp2mqtt::core::clock::time_point{3700ms});
    }

    TEST_CASE_FIXTURE(bench, "what is not paid for is not sent, and the port is not opened for it")
    {
        purse = {0, {}};
        const auto got = read({energy});
        CHECK_FALSE(got.answered);
        CHECK(got.failure->why == cause::budget_spent);
        CHECK(got.failed == std::vector{energy});
        CHECK(wire->openings() == 0);
        CHECK(count.telegrams == 0);
        CHECK(count.timeouts == 0);
        CHECK_FALSE(session.last_sent());
    }

    TEST_CASE_FIXTURE(bench, "a try that is not paid for is left out, and silence stays the reason")
    {
        wire->expect(fake::asks({energy}));
        wire->expect(fake::asks({energy}));
        const auto got = read({energy});
        CHECK(got.failure->why == cause::silence);
        CHECK(got.failure->text.starts_with("no answer in 2 s, tried 2 times"));
        CHECK(wire->finished());
    }

    TEST_CASE_FIXTURE(bench, "registers beyond the budget have failed, those before were read")
    {
        purse = {1, {}};
        std::vector<kmp::register_id> nine;
        for (std::uint16_t id = 1; id <= 9; ++id) {
            nine.push_back(kmp::register_id{id});
        }
        const std::vector<kmp::register_id> head{nine.begin(), nine.begin() + 8};
        wire->expect(fake::asks(head)).reply(100ms, fake::answers(head));
        const auto got = read(nine);
        CHECK(got.values.size() == 8);
        CHECK(got.failed == std::vector{nine[8]});
        CHECK(got.failure->why == cause::budget_spent);
    }

    TEST_CASE_FIXTURE(bench, "an identity that is not paid for is not an empty one")
    {
        purse = {1, {}};
        wire->expect(fake::asks({energy})).reply(100ms, fake::answers({energy}));
        const auto got = visit({energy}, true);
        CHECK(got.answers.answered);
        CHECK_FALSE(got.identity);
    }

    TEST_CASE_FIXTURE(bench, "a serial number of 0 with nothing left for register 1001 is unknown")
    {
        wire->expect(fake::asks({energy})).reply(100ms, fake::answers({energy}));
        wire->expect(hex(get_serial)).reply(50ms, hex("40 3f 02 00 00 00 00 ae 0c 0d"));
        CHECK_FALSE(visit({energy}, true).identity);
    }

    TEST_CASE_FIXTURE(bench,
                      "silence with nothing left for register 1001 is no meter that names none")
    {
        wire->expect(fake::asks({energy})).reply(100ms, fake::answers({energy}));
        wire->expect(hex(get_serial));
        CHECK_FALSE(visit({energy}, true).identity);
    }

    TEST_CASE_FIXTURE(bench, "a type that is not paid for does not hide the serial number")
    {
        wire->expect(fake::asks({energy})).reply(100ms, fake::answers({energy}));
        wire->expect(hex(get_serial)).reply(50ms, hex("40 3f 02 01 23 45 67 e9 56 0d"));
        const auto got = visit({energy}, true);
        REQUIRE(got.identity);
        CHECK(got.identity->serial == "19088743");
        CHECK(got.identity->type.empty());
    }
}
