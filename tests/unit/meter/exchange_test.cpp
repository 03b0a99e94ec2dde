// SPDX-License-Identifier: Apache-2.0

#include "meter/exchange.hpp"

#include <string_view>

#include <asio/io_context.hpp>
#include <doctest/doctest.h>

#include "fake/hex.hpp"
#include "fake/manual_clock.hpp"
#include "fake/run_task.hpp"
#include "fake/scripted_link.hpp"

using namespace std::chrono_literals;
using fake::bytes;
using fake::hex;
using kmp2mqtt::core::cause;
using kmp2mqtt::core::outcome;
using kmp2mqtt::meter::answer;

namespace {

const bytes asked = hex("80 3f 02 35 e9 0d");
const bytes answered = hex("40 3f 02 01 23 45 67 e9 56 0d");
const bytes damaged = hex("40 3f 02 01 23 45 68 e9 56 0d");

/// Asks for the serial number; the request takes 55 ms on the line, and 2 s may pass after it.
struct bench {
    asio::io_context io;
    fake::manual_clock time;
    fake::scripted_link wire{io.get_executor(), time};

    bench() { static_cast<void>(fake::run_task(io, time, wire.open())); }

    outcome<answer> ask()
    {
        return fake::run_task(io, time,
                              kmp2mqtt::meter::exchange(wire, time, kmp::address::meter,
                                                        kmp::get_serial_no_request{}, 2s));
    }

    [[nodiscard]] std::chrono::milliseconds passed() const
    {
        return std::chrono::duration_cast<std::chrono::milliseconds>(time.now().time_since_epoch());
    }
};

std::uint32_t serial(const outcome<answer>& got)
{
    REQUIRE(got);
    return std::get<kmp::get_serial_no_response>(got->message).serial;
}

}  // namespace

TEST_SUITE("meter/exchange")
{
    TEST_CASE_FIXTURE(bench, "an answer in two pieces is one answer")
    {
        wire.expect(asked).reply(59ms, hex("40 3f 02 01 23")).reply(120ms, hex("45 67 e9 56 0d"));
        CHECK(serial(ask()) == 19088743);
        CHECK(wire.finished());
        CHECK(passed() == 120ms);
    }

    TEST_CASE_FIXTURE(bench, "a silent meter is given up when the time after the request is over")
    {
        wire.expect(asked);
        CHECK(ask().error().why == cause::silence);
        CHECK(passed() == 2055ms);
    }

    TEST_CASE_FIXTURE(bench, "an answer may begin at the last moment")
    {
        wire.expect(asked)
            .reply(2050ms, hex("40"))
            .reply(2120ms, hex("3f 02 01 23 45 67 e9 56 0d"));
        CHECK(serial(ask()) == 19088743);
    }

    TEST_CASE_FIXTURE(bench, "an echo is skipped, and nothing else is only an echo")
    {
        wire.echoes();
        SUBCASE("with an answer")
        {
            wire.expect(asked).reply(100ms, answered);
            CHECK(serial(ask()) == 19088743);
        }
        SUBCASE("without one")
        {
            wire.expect(asked);
            CHECK(ask().error().why == cause::only_echo);
            CHECK(passed() == 2055ms);
        }
    }

    TEST_CASE_FIXTURE(bench, "noise does not shorten the wait")
    {
        wire.expect(asked).reply(100ms, hex("00 ff 55")).reply(1900ms, answered);
        CHECK(serial(ask()) == 19088743);
    }

    TEST_CASE_FIXTURE(bench, "a start byte alone does not shorten the wait")
    {
        wire.expect(asked).reply(100ms, hex("40")).reply(1900ms, answered);
        CHECK(serial(ask()) == 19088743);
    }

    TEST_CASE_FIXTURE(bench, "one idle byte before an echo, or alone, is no noise")
    {
        SUBCASE("before an echo")
        {
            wire.expect(asked).reply(50ms, hex("00 80 3f 02 35 e9 0d"));
            CHECK(ask().error().why == cause::only_echo);
        }
        SUBCASE("alone")
        {
            wire.expect(asked).reply(50ms, hex("00"));
            CHECK(ask().error().why == cause::silence);
        }
        SUBCASE("but two are")
        {
            wire.expect(asked).reply(50ms, hex("00 00"));
            CHECK(ask().error().why == cause::noise);
        }
    }

    TEST_CASE_FIXTURE(bench, "noise alone is noise")
    {
        wire.expect(asked).reply(100ms, hex("aa ff 55"));
        const auto got = ask();
        CHECK(got.error().why == cause::noise);
        CHECK(got.error().text == "3 bytes of noise, but no frame");
    }

    TEST_CASE_FIXTURE(bench, "a frame that breaks off is given up after the longest gap")
    {
        wire.expect(asked).reply(100ms, hex("40 3f 02 01"));
        CHECK(ask().error().why == cause::bad_checksum);
        CHECK(passed() == 400ms);
    }

    TEST_CASE_FIXTURE(bench, "a damaged frame is given up when nothing follows it")
    {
        wire.expect(asked).reply(100ms, damaged);
        CHECK(ask().error().why == cause::bad_checksum);
        CHECK(passed() == 400ms);
    }

    TEST_CASE_FIXTURE(bench, "a sound frame after a damaged one is taken")
    {
        wire.expect(asked).reply(100ms, damaged).reply(300ms, answered);
        CHECK(serial(ask()) == 19088743);
    }

    TEST_CASE_FIXTURE(bench, "a late answer to another request is passed over")
    {
        wire.expect(asked)
            .reply(60ms, hex("40 3f 01 00 04 1b f9 01 26 99 0d"))
            .reply(300ms, answered);
        CHECK(serial(ask()) == 19088743);
    }

    TEST_CASE_FIXTURE(bench, "an answer to another request alone is a wrong answer")
    {
        wire.expect(asked).reply(60ms, hex("40 3f 01 00 04 1b f9 01 26 99 0d"));
        CHECK(ask().error().why == cause::wrong_answer);
        CHECK(passed() == 2055ms);
    }

    TEST_CASE_FIXTURE(bench, "chatter without an end is given up when the longest answer is over")
    {
        auto& exchange = wire.expect(asked);
        exchange.reply(50ms, hex("40 3f 02"));
        for (int i = 1; i < 300; ++i) {
            exchange.reply(50ms + i * 100ms, hex("55"));
        }
        CHECK_FALSE(ask());
        CHECK(passed() < 5s);
    }

    TEST_CASE_FIXTURE(bench, "a line that breaks ends the wait at once")
    {
        wire.expect(asked).breaks(500ms);
        CHECK(ask().error().why == cause::connection_lost);
        CHECK(passed() == 500ms);
    }
}
