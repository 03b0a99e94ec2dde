// SPDX-License-Identifier: Apache-2.0

#include <algorithm>

#include <doctest/doctest.h>

#include "bench.hpp"

using namespace bench;

namespace {

asked_line line_with(const std::string& scenarios)
{
    return asked_line{make_meter("403"), scenarios};
}

/// For each of so many bytes, whether it comes back.
std::string echoed(asked_line line, int bytes)
{
    std::string all;
    for (int i = 0; i < bytes; ++i) {
        all += line.end().echoes({}) ? "+" : "-";
    }
    return all;
}

}  // namespace

TEST_SUITE("simulator/faults_way")
{
    TEST_CASE("echo sends everything back, and without it nothing comes back")
    {
        CHECK(echoed(line_with("echo"), 4) == "++++");
        CHECK(echoed(line_with("noise"), 4) == "----");
    }

    TEST_CASE("echo_partial sends back a share, the same at every run")
    {
        const auto some = echoed(line_with("echo_partial:0.5"), 1000);
        const auto back = std::count(some.begin(), some.end(), '+');
        CHECK(back > 400);
        CHECK(back < 600);
        CHECK(echoed(line_with("echo_partial"), 1000) == some);
        CHECK(echoed(line_with("echo_partial:0"), 4) == "----");
        CHECK(echoed(line_with("echo_partial:1"), 4) == "++++");
    }

    TEST_CASE("sleep loses the first request after so many minutes, on any model")
    {
        auto line = line_with("sleep:5");
        CHECK(line.answers());
        line.now += 5min - 1ms;
        CHECK(line.answers());
        line.now += 5min;
        CHECK_FALSE(line.answers());
        CHECK(line.answers());
    }

    TEST_CASE("minutes may have a fraction")
    {
        auto line = line_with("sleep:0.1");
        CHECK(line.answers());
        line.now += 6s;
        CHECK_FALSE(line.answers());
    }

    TEST_CASE("a meter under a weak magnet answers for four minutes from the first request")
    {
        auto line = line_with("weak_magnet");
        line.now += 24h;
        CHECK(line.answers());
        line.now += 4min - 1ms;
        CHECK(line.answers());
        line.now += 1ms;
        CHECK_FALSE(line.answers());
        line.now += 24h;
        CHECK_FALSE(line.answers());
    }

    TEST_CASE("a quota is a dozen answers, then silence")
    {
        auto line = line_with("quota");
        for (int i = 0; i < 12; ++i) {
            CHECK(line.answers());
            line.now += 5min;
        }
        CHECK_FALSE(line.answers());
        line.now += 24h;
        CHECK_FALSE(line.answers());
    }

    TEST_CASE("a quota is spent by answers, not by requests that were not heard")
    {
        auto line = line_with("quota:2,sleep:5");
        CHECK(line.answers());
        line.now += 5min;
        CHECK_FALSE(line.answers());
        CHECK(line.answers());
        CHECK_FALSE(line.answers());
    }

    TEST_CASE("every client is refused in the words of ser2net, or every so many")
    {
        const auto greetings = [](const std::string& scenario) {
            auto line = line_with(scenario);
            std::string all;
            for (int i = 0; i < 4; ++i) {
                const auto words = line.end().greet({});
                CHECK((words.empty() || words == "Port already in use\r\n"));
                all += words.empty() ? "+" : "-";
            }
            return all;
        };
        CHECK(greetings("refusal") == "----");
        CHECK(greetings("refusal:2") == "+-+-");
        CHECK(greetings("") == "++++");
    }
}
