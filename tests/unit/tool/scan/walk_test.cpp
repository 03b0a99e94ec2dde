// SPDX-License-Identifier: Apache-2.0

#include "tool/scan/walk.hpp"

#include <chrono>

#include <doctest/doctest.h>

#include "bench.hpp"
#include "fake/frames.hpp"

using namespace std::chrono_literals;
using kmp2mqtt::core::cause;
using kmp2mqtt::core::outcome;
using kmp2mqtt::tool::scan_plan;
using kmp2mqtt::tool::scan_state;
using kmp2mqtt::tool::walk;

namespace {

struct scan_bench : bench {
    scan_state state;
    unsigned steps{0};
    unsigned last_step{1000};

    /// Walks through `registers`.
    outcome<kmp::done> scan(const std::vector<kmp::register_id>& registers, unsigned retries)
    {
        state.plan = scan_plan{registers};
        return go_on(retries);
    }

    /// Walks through what is left.
    outcome<kmp::done> go_on(unsigned retries)
    {
        const std::function<bool()> after_each = [this] { return ++steps < last_step; };
        return at_meter([&](const kmp2mqtt::link::port::lease& lease) {
            return walk(session, lease, time, retries, state, after_each);
        });
    }

    void answers_to(const std::vector<kmp::register_id>& asked)
    {
        wire->expect(fake::asks(asked)).reply(100ms, fake::answers(asked));
    }
    void is_silent_to(const std::vector<kmp::register_id>& asked)
    {
        wire->expect(fake::asks(asked));
    }
    void answers_damaged(const std::vector<kmp::register_id>& asked)
    {
        wire->expect(fake::asks(asked)).reply(100ms, fake::hex("40 3f 10 00 00 00 0d"));
    }
    void names_its_type() { wire->expect(asked_type).reply(50ms, type_answer); }
};

}  // namespace

TEST_SUITE("tool/scan_walk")
{
    TEST_CASE_FIXTURE(scan_bench, "registers that the meter leaves out are told from those it has")
    {
        wire->expect(fake::asks(range(60, 62))).reply(100ms, fake::answers(range(61, 61)));
        CHECK(scan(range(60, 62), 2));
        CHECK(state.answered.size() == 1);
        CHECK(state.left_out == std::vector{kmp::register_id{60}, kmp::register_id{62}});
        CHECK(count.telegrams == 1);
    }

    TEST_CASE_FIXTURE(scan_bench, "one bad register among eight costs seven requests, two checks")
    {
        is_silent_to(range(1, 8));
        names_its_type();
        answers_to(range(1, 4));
        is_silent_to(range(5, 8));
        is_silent_to(range(5, 6));
        answers_to(range(5, 5));
        is_silent_to(range(6, 6));
        names_its_type();
        answers_to(range(7, 8));
        CHECK(scan(range(1, 8), 0));
        CHECK(wire->finished());
        CHECK(state.silencing == std::vector{kmp::register_id{6}});
        CHECK(state.answered.size() == 7);
        CHECK(count.telegrams == 9);
    }

    TEST_CASE_FIXTURE(scan_bench, "a meter that is away is asked its type, and the scan ends")
    {
        for (int tries = 0; tries < 3; ++tries) {
            is_silent_to(range(1, 8));
        }
        wire->expect(asked_type);
        wire->expect(asked_type);
        const auto end = scan(range(1, 80), 2);
        REQUIRE(!end);
        CHECK(end.error().why == cause::silence);
        CHECK(end.error().text.starts_with("no answer in 2 s, tried 3 times: "));
        CHECK(count.telegrams == 5);
        CHECK(steps == 0);
        CHECK(state.plan.left() == 80);
    }

    TEST_CASE_FIXTURE(scan_bench, "a meter that has no type is known by a register that it gave")
    {
        is_silent_to(range(1, 2));
        names_its_type();
        answers_to(range(1, 1));
        is_silent_to(range(2, 2));
        wire->expect(asked_type);
        answers_to(range(1, 1));
        CHECK(scan(range(1, 2), 0));
        CHECK(wire->finished());
        CHECK(state.silencing == range(2, 2));
        CHECK(state.answered.size() == 1);
    }

    TEST_CASE_FIXTURE(scan_bench, "a meter that goes away in the middle gets no register blamed")
    {
        is_silent_to(range(1, 2));
        names_its_type();
        is_silent_to(range(1, 1));
        wire->expect(asked_type);
        REQUIRE(!scan(range(1, 2), 0));
        CHECK(state.silencing.empty());
        CHECK(state.plan.left() == 2);
        CHECK(state.plan.next() == range(1, 1));
    }

    TEST_CASE_FIXTURE(scan_bench, "a damaged answer blames no register, which is asked at the end")
    {
        for (int times = 0; times < 2; ++times) {
            answers_damaged(range(1, 2));
            answers_damaged(range(1, 2));
            names_its_type();
        }
        answers_damaged(range(1, 1));
        answers_to(range(2, 2));
        answers_to(range(1, 1));
        CHECK(scan(range(1, 2), 0));
        CHECK(wire->finished());
        CHECK(state.silencing.empty());
        CHECK(state.unreadable.empty());
        CHECK(state.answered.size() == 2);
    }

    TEST_CASE_FIXTURE(scan_bench, "damage between answers costs one request more, and no check")
    {
        answers_to(range(1, 8));
        answers_damaged(range(9, 16));
        answers_to(range(17, 24));
        answers_to(range(9, 16));
        CHECK(scan(range(1, 24), 0));
        CHECK(wire->finished());
        CHECK(state.answered.size() == 24);
        CHECK(count.telegrams == 4);
    }

    TEST_CASE_FIXTURE(scan_bench, "on a line that damages every other answer all is found")
    {
        answers_damaged(range(1, 8));
        answers_to(range(1, 8));
        answers_damaged(range(9, 16));
        answers_to(range(17, 24));
        answers_damaged(range(9, 16));
        answers_to(range(9, 16));
        CHECK(scan(range(1, 24), 0));
        CHECK(wire->finished());
        CHECK(state.answered.size() == 24);
    }

    TEST_CASE_FIXTURE(scan_bench, "damage from the first request on ends the scan at once")
    {
        answers_damaged(range(1, 8));
        answers_damaged(range(1, 8));
        wire->expect(asked_type).reply(50ms, fake::hex("40 3f 01 00 04 1b f9 01 26 98 0d"));
        CHECK(scan(range(1, 80), 0).error().why == cause::bad_checksum);
        CHECK(count.telegrams == 3);
    }

    TEST_CASE_FIXTURE(scan_bench, "a register whose answer is damaged twice is not readable")
    {
        for (int tries = 0; tries < 2; ++tries) {
            answers_damaged(range(1, 1));
            answers_damaged(range(1, 1));
            names_its_type();
        }
        CHECK(scan(range(1, 1), 0));
        CHECK(wire->finished());
        CHECK(state.silencing.empty());
        CHECK(state.unreadable == range(1, 1));
    }

    TEST_CASE_FIXTURE(scan_bench, "a later run asks what was not readable, once, after the rest")
    {
        state.unreadable = range(1, 1);
        state.plan = scan_plan{range(2, 3)};
        state.ask_unreadable_again();
        answers_to(range(2, 3));
        answers_damaged(range(1, 1));
        answers_damaged(range(1, 1));
        names_its_type();
        CHECK(go_on(0));
        CHECK(wire->finished());
        CHECK(state.unreadable == range(1, 1));
    }

    TEST_CASE_FIXTURE(scan_bench, "a register to which only the echo comes back is to blame")
    {
        wire->expect(fake::asks(range(1, 1))).reply(10ms, fake::asks(range(1, 1)));
        names_its_type();
        CHECK(scan(range(1, 1), 0));
        CHECK(state.silencing == range(1, 1));
    }

    TEST_CASE_FIXTURE(scan_bench, "a port that is lost ends the scan without a check")
    {
        wire->expect(fake::asks(range(1, 2))).breaks(10ms);
        const auto end = scan(range(1, 2), 0);
        REQUIRE(!end);
        CHECK(end.error().why == cause::connection_lost);
        CHECK(count.telegrams == 1);
    }

    TEST_CASE_FIXTURE(scan_bench, "after each request the walk can be ended")
    {
        last_step = 2;
        answers_to(range(1, 8));
        answers_to(range(9, 16));
        CHECK(scan(range(1, 24), 0));
        CHECK(wire->finished());
        CHECK(state.plan.left() == 8);
    }
}
