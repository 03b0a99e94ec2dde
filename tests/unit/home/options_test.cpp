// SPDX-License-Identifier: Apache-2.0

#include "home/options.hpp"

#include <string>

#include <doctest/doctest.h>

using namespace kmp2mqtt;
using namespace std::chrono_literals;

TEST_SUITE("home/options")
{
    TEST_CASE("a poll interval is whole minutes, from one to those of a day")
    {
        CHECK(*home::parse_poll_interval("1") == 1min);
        CHECK(*home::parse_poll_interval("60") == 1h);
        CHECK(*home::parse_poll_interval("1440") == 24h);
    }

    TEST_CASE("anything else is refused, with what would be right")
    {
        for (const auto* const payload : {"", "0", "-5", "1441", "15.5", " 15", "15min", "PRESS",
                                          "null", "[15]", "9999999999"}) {
            const auto interval = home::parse_poll_interval(payload);
            REQUIRE_FALSE(interval);
            CHECK(interval.error() ==
                  '"' + std::string{payload} +
                      "\" is no poll interval; whole minutes from 1 to 1440 are");
        }
    }

    TEST_CASE("of a long payload only the beginning is given back")
    {
        const auto interval = home::parse_poll_interval(std::string(100'000, '1'));
        REQUIRE_FALSE(interval);
        CHECK(interval.error().size() < 120);
    }
}
