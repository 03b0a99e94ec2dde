// SPDX-License-Identifier: Apache-2.0

#include "meter/session.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "fake/frames.hpp"
#include "fake/hex.hpp"
#include "session_bench.hpp"

using namespace std::chrono_literals;
using fake::hex;
using kmp2mqtt::core::cause;
using session_test::answers;
using session_test::bench;
using session_test::energy;
using session_test::volume;

namespace {

constexpr kmp::register_id flow{74};

std::vector<kmp::register_id> first(std::uint16_t number)
{
    std::vector<kmp::register_id> registers;
    for (std::uint16_t id = 1; id <= number; ++id) {
        registers.push_back(kmp::register_id{id});
    }
    return registers;
}

}  // namespace

TEST_SUITE("meter/session")
{
    TEST_CASE_FIXTURE(bench, "registers are read, and those the meter leaves out are missing")
    {
        wire->expect(fake::asks({energy, volume})).reply(100ms, fake::answers({energy}));
        const auto got = read({energy, volume});
        CHECK(got.answered);
        REQUIRE(got.values.size() == 1);
        CHECK(got.values[0].id == energy);
        CHECK(got.missing == std::vector{volume});
        CHECK(got.failed.empty());
        CHECK(count.telegrams == 1);
    }

    TEST_CASE_FIXTURE(bench, "a register whose value has no bytes is missing")
    {
        wire->expect(fake::asks({energy})).reply(100ms, hex("40 3f 10 00 3c 03 00 00 f3 6b 0d"));
        const auto got = read({energy});
        CHECK(got.values.empty());
        CHECK(got.missing == std::vector{energy});
    }

    TEST_CASE_FIXTURE(bench, "the time of a reading is that of its last byte")
    {
        const auto start = time.wall();
        wire->expect(fake::asks({energy})).reply(400ms, fake::answers({energy}));
        CHECK(read({energy}).time - start == 400ms);
    }

    TEST_CASE_FIXTURE(bench, "more than eight registers are several requests")
    {
        const auto all = first(10);
        const std::vector<kmp::register_id> head{all.begin(), all.begin() + 8};
        const std::vector<kmp::register_id> tail{all.begin() + 8, all.end()};
        wire->expect(fake::asks(head)).reply(100ms, fake::answers(head));
        wire->expect(fake::asks(tail)).reply(100ms, fake::answers(tail));
        CHECK(read(all).values.size() == 10);
        CHECK(wire->finished());
        CHECK(count.telegrams == 2);
    }

    TEST_CASE_FIXTURE(bench, "after an answer the meter has the time of two bytes to itself")
    {
        wire->set_baud(1200);
        wire->expect(fake::asks({energy})).reply(100ms, fake::answers({energy}));
        wire->expect(fake::asks({energy})).reply(100ms, fake::answers({energy}));
        CHECK(read({energy}).answered);
        const auto answered = time.now();
        CHECK(read({energy}).answered);
        CHECK(time.now() - answered >= answered.time_since_epoch() + 18ms);
    }

    TEST_CASE_FIXTURE(bench, "a silent meter is asked again, 1.7 s after it was given up")
    {
        wire->expect(fake::asks({energy}));
        wire->expect(fake::asks({energy})).reply(100ms, fake::answers({energy}));
        CHECK(read({energy}).answered);
        CHECK(passed() == 2000ms + 1700ms + 100ms);
        CHECK(count.telegrams == 2);
        CHECK(count.timeouts == 1);
    }

    TEST_CASE_FIXTURE(bench, "a meter that stays silent is asked as often as configured")
    {
        for (int tries = 0; tries < 3; ++tries) {
            wire->expect(fake::asks({energy}));
        }
        const auto got = read({energy});
        CHECK_FALSE(got.answered);
        CHECK(got.failed == std::vector{energy});
        REQUIRE(got.failure);
        CHECK(got.failure->why == cause::silence);
        CHECK(got.failure->text.starts_with("no answer in 2 s, tried 3 times: "));
        CHECK(wire->finished());
        CHECK(count.timeouts == 3);
        CHECK(count.last_error == got.failure->text);
    }

    TEST_CASE_FIXTURE(bench, "the pause after a failure goes before the next read too")
    {
        configured.retries = 0;
        wire->expect(fake::asks({energy}));
        CHECK_FALSE(read({energy}).answered);
        wire->expect(fake::asks({volume})).reply(100ms, fake::answers({volume}));
        CHECK(read({volume}).answered);
        CHECK(passed() == 2000ms + 1700ms + 100ms);
    }

    TEST_CASE_FIXTURE(bench, "an answer that came too late is thrown away before the next request")
    {
        wire->expect(fake::asks({energy})).reply(3s, fake::answers({energy}));
        wire->expect(fake::asks({energy})).reply(100ms, fake::answers({energy}));
        CHECK(read({energy}).answered);
        CHECK(wire->finished());
    }

    TEST_CASE_FIXTURE(bench, "damaged frames are counted apart from silence")
    {
        configured.retries = 0;
        wire->expect(fake::asks({energy})).reply(100ms, hex("40 3f 10 00 00 00 0d"));
        const auto got = read({energy});
        CHECK(got.failure->why == cause::bad_checksum);
        CHECK(count.bad_frames == 1);
        CHECK(count.timeouts == 0);
    }

    TEST_CASE_FIXTURE(bench, "one request that fails does not take the others with it")
    {
        configured.retries = 1;
        const auto all = first(9);
        const std::vector<kmp::register_id> head{all.begin(), all.begin() + 8};
        wire->expect(fake::asks(head)).reply(100ms, fake::answers(head));
        wire->expect(fake::asks({all[8]}));
        wire->expect(fake::asks({all[8]}));
        const auto got = read(all);
        CHECK(got.answered);
        CHECK(got.values.size() == 8);
        CHECK(got.failed == std::vector{all[8]});
    }

    TEST_CASE_FIXTURE(bench, "a meter that was silent for all tries gets one try for the rest")
    {
        configured.retries = 1;
        const auto all = first(9);
        const std::vector<kmp::register_id> head{all.begin(), all.begin() + 8};
        wire->expect(fake::asks(head));
        wire->expect(fake::asks(head));
        wire->expect(fake::asks({all[8]}));
        CHECK_FALSE(read(all).answered);
        CHECK(wire->finished());
    }

    TEST_CASE_FIXTURE(bench, "a port that is missing is not tried again")
    {
        wire->open_fails({cause::port_missing, "there is no /dev/ttyUSB0"});
        const auto got = read({energy});
        CHECK(got.failure->why == cause::port_missing);
        CHECK(got.failure->text == "there is no /dev/ttyUSB0");
        CHECK(count.telegrams == 0);
        CHECK(count.timeouts == 0);
        CHECK(count.last_error == "there is no /dev/ttyUSB0");
    }

    TEST_CASE_FIXTURE(bench, "a connection that was lost is opened again")
    {
        wire->expect(fake::asks({energy})).breaks(50ms);
        wire->expect(fake::asks({energy})).reply(100ms, fake::answers({energy}));
        CHECK(read({energy}).answered);
        CHECK(wire->openings() == 2);
    }

    TEST_CASE_FIXTURE(bench, "registers are asked for alone after the others, with one try")
    {
        wire->expect(fake::asks({energy})).reply(100ms, fake::answers({energy}));
        wire->expect(fake::asks({volume}));
        wire->expect(fake::asks({flow})).reply(100ms, fake::answers({}));
        const auto got = visit({energy}, false, {volume, flow}).answers;
        CHECK(got.values.size() == 1);
        CHECK(got.missing == std::vector{flow});
        CHECK(got.failed == std::vector{volume});
        CHECK(got.silent == std::vector{volume});
        CHECK(wire->finished());
    }

    TEST_CASE_FIXTURE(bench, "a meter that answers none of the others is not asked for them")
    {
        configured.retries = 0;
        wire->expect(fake::asks({energy}));
        const auto got = visit({energy}, false, {volume});
        CHECK_FALSE(got.is_alive);
        CHECK(got.answers.failed == std::vector{energy, volume});
        CHECK(got.answers.silent == std::vector{energy});
        CHECK(wire->finished());
    }

    TEST_CASE_FIXTURE(bench, "a meter that answers for no register may still say that it is there")
    {
        configured.retries = 0;
        wire->expect(fake::asks({energy}));
        wire->expect(hex("80 3f 02 35 e9 0d")).reply(50ms, hex("40 3f 02 01 23 45 67 e9 56 0d"));
        const auto got = visit({energy}, false, {}, true);
        CHECK(got.is_alive);
        CHECK_FALSE(got.answers.answered);
    }

    TEST_CASE_FIXTURE(bench, "on a bad line it is not asked whether it is there")
    {
        configured.retries = 0;
        wire->expect(fake::asks({energy})).reply(100ms, hex("01 02 03"));
        const auto got = visit({energy}, false, {}, true);
        CHECK_FALSE(got.is_alive);
        CHECK(got.answers.silent.empty());
        CHECK(wire->finished());
    }
}
