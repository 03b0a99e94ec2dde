// SPDX-License-Identifier: Apache-2.0

#include "tool/align/walk.hpp"

#include <vector>

#include <doctest/doctest.h>

#include "bench.hpp"

using namespace std::chrono_literals;
using kmp2mqtt::core::cause;
using kmp2mqtt::tool::align_walk;
using kmp2mqtt::tool::alignment;
using kmp2mqtt::tool::attempt;
using kmp2mqtt::tool::verdict;

namespace {

struct align_bench : bench {
    std::vector<attempt> tries;
    std::vector<std::chrono::milliseconds> ends;
    std::vector<std::chrono::milliseconds> listened;

    align_walk align(std::chrono::milliseconds patience)
    {
        align_walk walk{patience,
                        [this](const alignment& now) {
                            tries.push_back(now.last());
                            ends.push_back(passed());
                        },
                        [this](const alignment&) { listened.push_back(passed()); }};
        at_meter([&](const kmp2mqtt::link::port::lease& lease) {
            return walk.run(session, lease, time);
        });
        return walk;
    }

    [[nodiscard]] std::chrono::milliseconds passed() const
    {
        return std::chrono::duration_cast<std::chrono::milliseconds>(time.now().time_since_epoch());
    }

    void answers_good() { wire->expect(asked_type).reply(150ms, type_answer); }
};

}  // namespace

TEST_SUITE("tool/align_walk")
{
    TEST_CASE_FIXTURE(align_bench, "good answers come once a second, and twenty are enough")
    {
        for (int left = 20; left > 0; --left) {
            answers_good();
        }
        const auto walk = align(5min);
        CHECK(wire->finished());
        CHECK(walk.state().good() == 20);
        CHECK(walk.telegrams() == 20);
        CHECK(passed() == 19s + 150ms);
        CHECK(tries.front().bytes == type_answer.size());
        CHECK(tries.front().took == 150ms);
    }

    TEST_CASE_FIXTURE(align_bench, "a failure is followed by the meter's pause")
    {
        wire->expect(asked_type).reply(100ms, fake::hex("40 3f 01 00 04 1b f9 01 26 98 0d"));
        answers_good();
        align(4s);
        REQUIRE(tries.size() == 2);
        CHECK(tries[0].said == verdict::damaged);
        CHECK(tries[0].bytes == 11);
        CHECK(ends[1] == 3500ms + 150ms);
    }

    TEST_CASE_FIXTURE(align_bench, "a silent meter is asked every 3.5 s")
    {
        configured.timeout = 1700ms;
        wire->swallows();
        align(10s);
        CHECK(ends == std::vector<std::chrono::milliseconds>{1700ms, 5200ms, 8700ms});
    }

    TEST_CASE_FIXTURE(align_bench, "an answer that does not come is noticed after half a second")
    {
        answers_good();
        wire->expect(asked_type);
        align(3s);
        CHECK(listened == std::vector<std::chrono::milliseconds>{1500ms});
    }

    TEST_CASE_FIXTURE(align_bench, "silence takes its timeout and the whole pause")
    {
        wire->expect(asked_type);
        answers_good();
        align(4s);
        CHECK(tries[0].said == verdict::silent);
        CHECK(ends[1] == 2s + 1700ms + 150ms);
        CHECK(tries[1].took == 150ms);
    }

    TEST_CASE_FIXTURE(align_bench, "our own echo and noise are told apart, with their bytes")
    {
        wire->expect(asked_type).reply(10ms, asked_type);
        wire->expect(asked_type).reply(10ms, fake::hex("55 aa 55"));
        align(4s);
        REQUIRE(tries.size() == 2);
        CHECK(tries[0].said == verdict::echo);
        CHECK(tries[0].bytes == 6);
        CHECK(tries[1].said == verdict::noise);
        CHECK(tries[1].bytes == 3);
    }

    TEST_CASE_FIXTURE(align_bench, "a head that is pulled off and plugged in again is waited for")
    {
        wire->expect(asked_type).breaks(10ms);
        wire->open_fails({cause::port_missing, "no such device"});
        const auto walk = align(5s);
        REQUIRE(tries.size() == 2);
        CHECK(tries[0].said == verdict::no_port);
        CHECK(tries[0].port_text ==
              "no such device: plug the head in; ls /dev/serial/by-id/ lists those that are");
        CHECK(tries[1].said == verdict::no_port);
        CHECK(walk.telegrams() == 1);
    }

    TEST_CASE_FIXTURE(align_bench, "no try begins in the meter's pause, nor after it too late")
    {
        wire->expect(asked_type);
        CHECK(align(3s).telegrams() == 1);
    }

    TEST_CASE_FIXTURE(align_bench, "no try begins when patience is over")
    {
        answers_good();
        answers_good();
        const auto walk = align(2s);
        CHECK(wire->finished());
        CHECK(walk.telegrams() == 2);
        CHECK(passed() == 2s);
    }
}
