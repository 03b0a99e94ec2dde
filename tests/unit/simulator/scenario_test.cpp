// SPDX-License-Identifier: Apache-2.0

#include "simulator/scenario.hpp"

#include <set>

#include <doctest/doctest.h>

#include "bench.hpp"

using namespace bench;

namespace {

constexpr auto ask_clock = "80 3f 10 01 03 ea 4c b7 0d";
constexpr std::string_view clock_answer = "40 3f 10 03 ea 2f 04 00 00 03 0e 33 b2 32 0d";
constexpr auto ask_eight = "80 3f 10 08 00 3c 00 44 00 4a 00 50 00 56 00 57 00 59 00 63 50 3c 0d";

/// What ten questions bring, bytes and pauses.
std::string ten_answers(const std::string& scenarios, std::uint64_t seed)
{
    asked_line line{make_meter("403", 71'234'567, kmp::address::meter, seed), scenarios};
    std::string all;
    for (int i = 0; i < 10; ++i) {
        all += line.end().greet(line.now);
        all += line.end().echoes(line.now) ? "e" : "-";
        for (const auto& burst : line.ask(ask_eight)) {
            all += std::to_string(burst.wait.count()) + " " + fake::hex_text(burst.bytes) + "\n";
        }
        line.now += 1min;
    }
    return all;
}

/// As many as can stand together.
constexpr auto all_together =
    "refusal:2,echo_partial,sleep:5,weak_magnet:9,quota:8,wrong_answer,counter_fall,unit_change,"
    "info_codes,sensor_fault,omit,reorder,bad_checksum,half:2,noise,bit_errors,late";

}  // namespace

TEST_SUITE("simulator/scenario")
{
    TEST_CASE("every scenario has a name of its own, a sentence, and something to say")
    {
        std::set<std::string_view> names;
        for (const auto& row : simulator::scenarios()) {
            CAPTURE(row.name);
            CHECK(names.insert(row.name).second);
            CHECK_FALSE(row.sentence.empty());
            CHECK((row.on_client != nullptr || row.echoes != nullptr || row.hears != nullptr ||
                   row.on_request != nullptr || row.on_values != nullptr ||
                   row.on_answer != nullptr));
        }
        CHECK(simulator::find_scenario("gremlins") == nullptr);
    }

    TEST_CASE("a sentence says what its number is")
    {
        for (const auto& row : simulator::scenarios()) {
            CAPTURE(row.name);
            CHECK(row.sentence.find(row.takes.name) != std::string_view::npos);
        }
    }

    TEST_CASE("the same seed brings the same bytes, alone and together")
    {
        for (const auto& row : simulator::scenarios()) {
            const std::string name{row.name};
            CAPTURE(name);
            CHECK(ten_answers(name, 1) == ten_answers(name, 1));
        }
        CHECK(ten_answers(all_together, 1) == ten_answers(all_together, 1));
    }

    TEST_CASE("another seed brings other bytes")
    {
        for (const auto* name :
             {"echo_partial", "noise", "omit", "reorder", "chatter", "bit_errors", all_together}) {
            CAPTURE(name);
            CHECK(ten_answers(name, 1) != ten_answers(name, 2));
        }
    }

    TEST_CASE("a combination does the same in whatever order it was named")
    {
        CHECK(ten_answers("bit_errors:0.01,noise,omit", 1) ==
              ten_answers("omit,bit_errors:0.01,noise", 1));
    }

    TEST_CASE("faults of a combination are all seen")
    {
        asked_line line{make_meter("403"), "late,noise,bad_checksum:1"};
        const auto sent = line.ask(ask_clock);
        REQUIRE(sent.size() == 2);
        CHECK(sent[0].wait == 2500ms);
        CHECK(sent[1].bytes.size() == 15);
        CHECK(fake::hex_text(sent[1].bytes) != clock_answer);
    }

    TEST_CASE("where nothing is sent, no other fault has a say")
    {
        asked_line line{make_meter("403"), "silent,noise,bit_errors,late"};
        CHECK(line.ask(ask_clock).empty());
    }

    TEST_CASE("faults go on counting when a client comes again")
    {
        auto meter = make_meter("403");
        const auto combined = faults("bad_checksum");
        std::string all;
        for (int i = 0; i < 3; ++i) {
            simulator::responder line{meter, combined};
            simulator::transmission answer;
            for (const auto byte : fake::hex(ask_clock)) {
                answer = line.push(byte, {}, evening());
            }
            all += fake::hex_text(answer.at(0).bytes) == clock_answer ? "+" : "-";
        }
        CHECK(all == "++-");
    }
}
