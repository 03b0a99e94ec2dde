// SPDX-License-Identifier: Apache-2.0

#include "simulator/replayer.hpp"

#include <chrono>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include "fake/hex.hpp"

namespace {

using namespace std::chrono_literals;
namespace simulator = kmp2mqtt::simulator;

constexpr std::string_view ask_type = "80 3f 01 05 8a 0d";
constexpr std::string_view ask_serial = "80 3f 02 35 e9 0d";

/// A recording of these lines.
simulator::recording recorded(const std::string& lines)
{
    return *simulator::parse_recording("kmp-recording 1 then numbers-kept here\n" + lines, "f.txt");
}

std::string lines_for(std::string_view request, std::string_view answer)
{
    return "1.0 > " + std::string{request} + "\n1.0 < " + std::string{answer} + '\n';
}

/// A line to a tape.
struct tape_bench {
    explicit tape_bench(const std::string& lines, bool once = false, simulator::pace at = {})
        : tape{recorded(lines), once}, here{tape, at}
    {
    }

    simulator::transmission ask(std::string_view request)
    {
        simulator::transmission answer;
        for (const auto byte : fake::hex(request)) {
            CHECK(answer.empty());
            answer = here.push(byte);
        }
        return answer;
    }

    /// The bytes as hex; empty for silence.
    std::string bytes(std::string_view request)
    {
        std::string all;
        for (const auto& burst : ask(request)) {
            all += (all.empty() ? "" : " ") + fake::hex_text(burst.bytes);
        }
        return all;
    }

    simulator::tape tape;
    simulator::replayer here;
};

double milliseconds(kmp2mqtt::core::clock::duration span)
{
    return std::chrono::duration<double, std::milli>{span}.count();
}

}  // namespace

TEST_SUITE("simulator/replayer")
{
    TEST_CASE("a recorded request gets what followed it, wherever it stands")
    {
        tape_bench line{lines_for(ask_type, "40 01") + lines_for(ask_serial, "40 02")};
        CHECK(line.bytes(ask_serial) == "40 02");
        CHECK(line.bytes(ask_type) == "40 01");
    }

    TEST_CASE("the same request is answered in recorded order, then from the beginning")
    {
        tape_bench line{lines_for(ask_type, "40 01") + lines_for(ask_serial, "40 02") + "1.0 > " +
                        std::string{ask_type} + '\n' + lines_for(ask_type, "40 03")};
        CHECK(line.bytes(ask_type) == "40 01");
        CHECK(line.bytes(ask_type).empty());
        CHECK(line.bytes(ask_type) == "40 03");
        CHECK(line.bytes(ask_type) == "40 01");
    }

    TEST_CASE("once means silence after the last answer")
    {
        tape_bench line{lines_for(ask_type, "40 01") + lines_for(ask_type, "40 02"), true};
        CHECK(line.bytes(ask_type) == "40 01");
        CHECK(line.bytes(ask_type) == "40 02");
        CHECK(line.bytes(ask_type).empty());
    }

    TEST_CASE("a new line goes on where the last one ended")
    {
        tape_bench line{lines_for(ask_type, "40 01") + lines_for(ask_type, "40 02")};
        CHECK(line.bytes(ask_type) == "40 01");
        line.here = simulator::replayer{line.tape, {}};
        CHECK(line.bytes(ask_type) == "40 02");
    }

    TEST_CASE("a request that was not recorded gets nothing, and spoils nothing")
    {
        tape_bench line{lines_for(ask_type, "40 01")};
        CHECK(line.bytes(ask_serial).empty());
        CHECK(line.bytes(ask_type) == "40 01");
        CHECK(line.bytes("80 3f 01").empty());
        CHECK(line.bytes("00 11 " + std::string{ask_type}) == "40 01");
    }

    TEST_CASE("without a pace everything comes at once")
    {
        tape_bench line{"1.0 > 80 0d\n2.0 < 40\n3.0 < 41\n"};
        const auto answer = line.ask("80 0d");
        REQUIRE(answer.size() == 2);
        CHECK(answer[0].wait == 0ms);
        CHECK(answer[1].wait == 0ms);
    }

    TEST_CASE("bytes come at their recorded times, the time on the line included")
    {
        const auto pace = simulator::pace::of(1200);
        tape_bench line{"1.0 > 80 0d\n1.5 < 40 41\n1.6 < 42\n", false, pace};
        const auto answer = line.ask("80 0d");
        REQUIRE(answer.size() == 2);
        // What the line itself takes: 2 bytes out, 4 ms to turn round, 2 bytes back.
        CHECK(milliseconds(answer[0].wait) ==
              doctest::Approx(500 - (2 * 9.1667) - 4 - (2 * 9.1667)).epsilon(0.001));
        CHECK(milliseconds(answer[1].wait) == doctest::Approx(100 - 9.1667).epsilon(0.001));
    }

    TEST_CASE("a line slower than the recorded one is waited for, and catches up")
    {
        const auto pace = simulator::pace::of(300);
        tape_bench line{"1.0 > 80 0d\n1.01 < 40 41\n1.5 < 42\n", false, pace};
        const auto answer = line.ask("80 0d");
        REQUIRE(answer.size() == 2);
        CHECK(answer[0].wait == 0ms);
        CHECK(milliseconds(answer[1].wait) ==
              doctest::Approx(500 - (5 * 36.6667) - 4).epsilon(0.001));
    }

    TEST_CASE("where the connection was lost, it is lost again")
    {
        tape_bench line{"1.0 > 80 0d\n2.0 < 40\n3.0 ! connection_lost: gone\n"};
        const auto answer = line.ask("80 0d");
        REQUIRE(answer.size() == 2);
        CHECK_FALSE(answer[0].then == simulator::afterwards::hang_up);
        CHECK(answer[1].then == simulator::afterwards::hang_up);
        CHECK(answer[1].bytes.empty());
    }
}
