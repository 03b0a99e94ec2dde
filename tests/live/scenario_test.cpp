// SPDX-License-Identifier: Apache-2.0

#include <cerrno>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include "live/simulated.hpp"

using namespace live;

namespace {

constexpr auto ask_serial = "80 3f 02 35 e9 0d";
constexpr std::string_view serial_answer = "40 3f 02 04 3e f4 07 15 bb 0d";

/// Registers 1001 and 1010, which are the same at all times.
constexpr auto ask_numbers = "80 3f 10 02 03 e9 03 f2 b2 11 0d";

}  // namespace

TEST_SUITE("live/scenario")
{
    TEST_CASE("every second client is refused in the words of ser2net, and left")
    {
        simulator meter{{"--tcp", "0", "--baud", "0", "--scenario", "refusal:2"}};
        const auto url = meter.line();
        CHECK(client{client::to_port(url)}.ask(ask_serial) == serial_answer);
        client refused{client::to_port(url)};
        CHECK(refused.heard() == "Port already in use\r\n");
        CHECK(refused.last_error() == 0);
        CHECK(client{client::to_port(url)}.ask(ask_serial) == serial_answer);
    }

    TEST_CASE("a reset ends the connection in the middle of an answer, and the next one is served")
    {
        simulator meter{{"--tcp", "0", "--baud", "0", "--scenario", "reset:2"}};
        const auto url = meter.line();
        client here{client::to_port(url)};
        CHECK(here.ask(ask_serial) == serial_answer);
        here.send(ask_serial);
        CHECK(here.heard().size() <= 5);
        CHECK(here.last_error() == ECONNRESET);
        CHECK(client{client::to_port(url)}.ask(ask_serial) == serial_answer);
    }

    TEST_CASE("a pseudo-terminal hangs up, and is there again under its name")
    {
        const auto link = link_name();
        simulator meter{{"--pty", link, "--baud", "0", "--scenario", "reset:2"}};
        REQUIRE(meter.line() == link);
        for (int i = 0; i < 3; ++i) {
            client here{open_link(link)};
            CHECK(here.ask(ask_serial) == serial_answer);
            here.send(ask_serial);
            CHECK(here.heard().size() <= 5);
        }
    }

    TEST_CASE("chatter ends with its client, and the next one is served")
    {
        simulator meter{{"--tcp", "0", "--scenario", "chatter"}};
        const auto url = meter.line();
        for (int i = 0; i < 2; ++i) {
            client here{client::to_port(url)};
            CHECK(here.ask(ask_serial) == serial_answer);
            CHECK(here.hears(200));
        }
        CHECK(meter.stop() == 0);
    }

    TEST_CASE("the same seed and the same requests bring the same bytes in another run")
    {
        const auto answers = [](const char* seed) {
            simulator meter{{"--tcp", "0", "--baud", "0", "--seed", seed, "--scenario",
                             "noise,reorder,bit_errors:0.01", "--scenario", "echo_partial"}};
            client here{client::to_port(meter.line())};
            for (int i = 0; i < 20; ++i) {
                here.send(ask_numbers);
            }
            return here.hears_until_quiet(500);
        };
        const auto first = answers("7");
        CHECK(first.size() > std::size_t{800});
        CHECK(first == answers("7"));
        CHECK(first != answers("8"));
    }
}
