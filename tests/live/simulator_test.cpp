// SPDX-License-Identifier: Apache-2.0

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "live/simulated.hpp"

using namespace live;

namespace {

using std::chrono::steady_clock;

constexpr auto ask_serial = "80 3f 02 35 e9 0d";
constexpr std::string_view serial_answer = "40 3f 02 04 3e f4 07 15 bb 0d";
constexpr auto ask_eight = "80 3f 10 08 00 3c 00 44 00 4a 00 50 00 56 00 57 00 59 00 63 50 3c 0d";

}  // namespace

TEST_SUITE("live/simulator")
{
    TEST_CASE("a meter answers over TCP, one client after the other and side by side")
    {
        simulator meter{{"--tcp", "0", "--baud", "0"}};
        const auto url = meter.line();
        REQUIRE(url.starts_with("socket://127.0.0.1:"));
        CHECK(client{client::to_port(url)}.ask(ask_serial) == serial_answer);
        client first{client::to_port(url)};
        client second{client::to_port(url)};
        CHECK(second.ask(ask_serial) == serial_answer);
        CHECK(first.ask(ask_serial) == serial_answer);
        CHECK(meter.stop() == 0);
    }

    TEST_CASE("a meter answers over a pseudo-terminal, also when it is opened again")
    {
        const auto link = link_name();
        {
            simulator meter{{"--pty", link, "--baud", "0"}};
            REQUIRE(meter.line() == link);
            for (int i = 0; i < 3; ++i) {
                client here{open(link.c_str(), O_RDWR | O_NOCTTY | O_CLOEXEC)};
                CHECK(here.ask(ask_serial) == serial_answer);
            }
            CHECK(meter.stop() == 0);
        }
        CHECK_FALSE(std::filesystem::is_symlink(link));
    }

    TEST_CASE("an exchange takes as long as on a line of 1200 baud")
    {
        simulator meter{{"--tcp", "0"}};
        client here{client::to_port(meter.line())};
        const auto begin = steady_clock::now();
        const auto answer = here.ask(ask_eight);
        const std::chrono::duration<double> took = steady_clock::now() - begin;
        const double bytes = 23 + static_cast<double>(answer.size() + 1) / 3;
        CHECK(bytes > 70);
        CHECK(took.count() == doctest::Approx(bytes * 11 / 1200 + 0.004).epsilon(0.05));
    }

    TEST_CASE("one program is many meters, with serial numbers that count up")
    {
        simulator meters{{"--tcp", "0", "--baud", "0", "--meters", "200", "--serial", "71234567"}};
        std::vector<std::string> urls;
        for (int i = 0; i < 200; ++i) {
            urls.push_back(meters.line());
        }
        CHECK(client{client::to_port(urls.front())}.ask(ask_serial) == serial_answer);
        CHECK(client{client::to_port(urls[199])}.ask(ask_serial) ==
              "40 3f 02 04 3e f4 ce 5d de 0d");
    }

    TEST_CASE("a port in use ends the program with 5")
    {
        simulator meter{{"--tcp", "0"}};
        const auto url = meter.line();
        simulator other{{"--tcp", url.substr(url.rfind(':') + 1)}};
        CHECK(other.line().empty());
        CHECK(other.stop() == 5);
    }
}
