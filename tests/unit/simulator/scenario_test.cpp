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

asked_line line_with(std::string_view scenario, std::uint64_t seed = 1)
{
    REQUIRE(simulator::find_scenario(scenario) != nullptr);
    return asked_line{make_meter("403", 71'234'567, kmp::address::meter, seed), scenario};
}

/// What ten questions bring.
std::string ten_answers(std::string_view scenario, std::uint64_t seed)
{
    auto line = line_with(scenario, seed);
    std::string all;
    for (int i = 0; i < 10; ++i) {
        all += line.bytes(ask_eight) + "\n";
    }
    return all;
}

}  // namespace

TEST_SUITE("simulator/scenario")
{
    TEST_CASE("every scenario has a name of its own and a sentence")
    {
        std::set<std::string_view> names;
        for (const auto& row : simulator::scenarios()) {
            CHECK(names.insert(row.name).second);
            CHECK_FALSE(row.sentence.empty());
        }
        CHECK(simulator::find_scenario("gremlins") == nullptr);
    }

    TEST_CASE("the same seed brings the same bytes, another seed others")
    {
        for (const auto* name : {"noise", "omit"}) {
            CHECK(ten_answers(name, 1) == ten_answers(name, 1));
            CHECK(ten_answers(name, 1) != ten_answers(name, 2));
        }
    }

    TEST_CASE("echo leaves answers as they are and makes the head send back")
    {
        CHECK(line_with("echo").bytes(ask_clock) == clock_answer);
        CHECK(simulator::find_scenario("echo")->echoes);
    }

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

    TEST_CASE("faults go on counting when a client comes again")
    {
        auto meter = make_meter("403");
        std::string all;
        for (int i = 0; i < 3; ++i) {
            simulator::responder line{meter, simulator::find_scenario("bad_checksum")};
            simulator::transmission answer;
            for (const auto byte : fake::hex(ask_clock)) {
                answer = line.push(byte, {}, evening());
            }
            all += fake::hex_text(answer.at(0).bytes) == clock_answer ? "+" : "-";
        }
        CHECK(all == "++-");
    }

    TEST_CASE("omit leaves registers out of a sound answer")
    {
        auto line = line_with("omit");
        const auto whole = asked_line{make_meter("403")}.bytes(ask_eight);
        const auto some = line.bytes(ask_eight);
        CHECK(some.starts_with("40 3f 10"));
        CHECK(some.size() < whole.size());
    }

    TEST_CASE("late answers come after a host has given up")
    {
        const auto sent = line_with("late").ask(ask_clock);
        REQUIRE(sent.size() == 1);
        CHECK(sent[0].wait == 2500ms);
        CHECK(fake::hex_text(sent[0].bytes) == clock_answer);
    }

    TEST_CASE("silent never answers")
    {
        CHECK(line_with("silent").ask(ask_clock).empty());
    }

    TEST_CASE("half sends the first half")
    {
        CHECK(line_with("half").bytes(ask_clock) == clock_answer.substr(0, 20));
    }
}
