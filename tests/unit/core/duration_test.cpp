// SPDX-License-Identifier: Apache-2.0

#include "core/duration.hpp"

#include <chrono>
#include <string_view>

#include <doctest/doctest.h>

using namespace std::chrono_literals;
using kmp2mqtt::core::duration_text;
using kmp2mqtt::core::parse_duration;

TEST_SUITE("core/duration")
{
    TEST_CASE("a duration is a number with a unit")
    {
        CHECK(parse_duration("1600ms") == 1600ms);
        CHECK(parse_duration("-30s") == -30s);
        CHECK(parse_duration("10min") == 10min);
        CHECK(parse_duration("1h") == 1h);
        CHECK(parse_duration("90d") == 90 * 24h);
        CHECK(parse_duration("0s") == 0s);
        CHECK(parse_duration("365000d") == 365'000 * 24h);
    }

    TEST_CASE("anything else is no duration")
    {
        for (const std::string_view text :
             {"", "10", "s", "10 s", " 10s", "10s ", "+10s", "1.5h", "--1s", "-", "10S", "10sec",
              "1h30min", "1week", "0x10s", "365001d", "-365001d", "9223372036854775807d",
              "99999999999999999999ms"}) {
            CAPTURE(text);
            CHECK_FALSE(parse_duration(text).has_value());
        }
    }

    TEST_CASE("the text has the largest unit that leaves no rest, and reads back")
    {
        CHECK(duration_text(0ms) == "0s");
        CHECK(duration_text(3600s) == "1h");
        CHECK(duration_text(90s) == "90s");
        CHECK(duration_text(36h) == "36h");
        CHECK(duration_text(48h) == "2d");
        CHECK(duration_text(-30s) == "-30s");
        CHECK(duration_text(1600ms) == "1600ms");
        for (const auto span : {1ms, 1000ms, 61'000ms, 86'400'000ms, -1500ms}) {
            CHECK(parse_duration(duration_text(span)) == span);
        }
    }
}
