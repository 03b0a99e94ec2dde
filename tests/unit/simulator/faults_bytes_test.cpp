// SPDX-License-Identifier: Apache-2.0

#include <bit>

#include <doctest/doctest.h>

#include "bench.hpp"

using namespace bench;

namespace {

constexpr auto ask_clock = "80 3f 10 01 03 ea 4c b7 0d";
constexpr std::string_view clock_answer = "40 3f 10 03 ea 2f 04 00 00 03 0e 33 b2 32 0d";

asked_line line_with(const std::string& scenarios)
{
    return asked_line{make_meter("403"), scenarios};
}

/// Bits in which the answers to so many questions are wrong.
int wrong_bits(const std::string& scenario, int questions)
{
    auto line = line_with(scenario);
    const auto sound = fake::hex(clock_answer);
    int count = 0;
    for (int i = 0; i < questions; ++i) {
        const auto sent = line.ask(ask_clock);
        REQUIRE(sent.size() == 1);
        REQUIRE(sent[0].bytes.size() == sound.size());
        for (std::size_t at = 0; at < sound.size(); ++at) {
            count += std::popcount(static_cast<unsigned>(sent[0].bytes[at] ^ sound[at]));
        }
    }
    return count;
}

}  // namespace

TEST_SUITE("simulator/faults_bytes")
{
    TEST_CASE("noise comes before the answer")
    {
        const auto sent = line_with("noise").ask(ask_clock);
        REQUIRE(sent.size() == 2);
        CHECK(sent[0].bytes.size() >= 2);
        CHECK(fake::hex_text(sent[1].bytes) == clock_answer);
    }

    TEST_CASE("bad_checksum damages every third answer and no other")
    {
        auto line = line_with("bad_checksum");
        for (int i = 1; i <= 9; ++i) {
            CAPTURE(i);
            const auto answer = line.bytes(ask_clock);
            CHECK((answer == clock_answer) == (i % 3 != 0));
            CHECK(answer.starts_with(clock_answer.substr(0, 35)));
        }
    }

    TEST_CASE("bit_errors come at their rate")
    {
        CHECK(wrong_bits("bit_errors:0", 10) == 0);
        CHECK(wrong_bits("bit_errors:1", 1) == 15 * 8);
        // 120,000 bits: 120 are wrong, give or take three times the square root of that.
        const auto wrong = wrong_bits("bit_errors", 1000);
        CHECK(wrong > 87);
        CHECK(wrong < 153);
    }

    TEST_CASE("half sends the first half")
    {
        CHECK(line_with("half").bytes(ask_clock) == clock_answer.substr(0, 20));
        auto line = line_with("half:2");
        CHECK(line.bytes(ask_clock) == clock_answer);
        CHECK(line.bytes(ask_clock) == clock_answer.substr(0, 20));
    }

    TEST_CASE("reset hangs up after the first half of every third answer")
    {
        auto line = line_with("reset");
        for (int i = 1; i <= 6; ++i) {
            const auto sent = line.ask(ask_clock);
            REQUIRE(sent.size() == 1);
            const bool hangs_up = sent[0].then == simulator::afterwards::hang_up;
            CHECK(hangs_up == (i % 3 == 0));
            CHECK(sent[0].bytes.size() == (hangs_up ? 7 : 15));
        }
    }

    TEST_CASE("chatter never ends and has no pause in which an answer could end")
    {
        const auto sent = line_with("chatter").ask(ask_clock);
        REQUIRE(sent.size() == 2);
        CHECK(fake::hex_text(sent[0].bytes) == clock_answer);
        CHECK(sent[1].then == simulator::afterwards::again);
        CHECK(sent[1].wait > 0ms);
        CHECK(sent[1].wait < 300ms);
        CHECK_FALSE(sent[1].bytes.empty());
    }

    TEST_CASE("silent never answers")
    {
        CHECK(line_with("silent").ask(ask_clock).empty());
    }

    TEST_CASE("late answers come after a host has given up, slow ones before")
    {
        const auto wait_of = [](const std::string& scenario) {
            const auto sent = line_with(scenario).ask(ask_clock);
            REQUIRE(sent.size() == 1);
            CHECK(fake::hex_text(sent[0].bytes) == clock_answer);
            return sent[0].wait;
        };
        CHECK(wait_of("late") == 2500ms);
        CHECK(wait_of("late:4000") == 4s);
        CHECK(wait_of("slow") == 1500ms);
        CHECK(wait_of("slow:100") == 100ms);
    }
}
