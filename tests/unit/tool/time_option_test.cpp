// SPDX-License-Identifier: Apache-2.0

#include "tool/time_option.hpp"

#include <doctest/doctest.h>

using kmp2mqtt::tool::read_time;
using namespace std::chrono_literals;

TEST_SUITE("tool/time_option")
{
    TEST_CASE("a date has a time behind it, or is its beginning")
    {
        const std::chrono::local_days day{2026y / 1 / 31};
        CHECK(read_time("2026-01-31") == day);
        CHECK(read_time("2026-01-31T12:30") == day + 12h + 30min);
        CHECK(read_time("2026-01-31 12:30:05") == day + 12h + 30min + 5s);
    }

    TEST_CASE("what no clock of a meter shows is refused")
    {
        for (const auto* const text :
             {"", "today", "2026", "2026-1-31", "2026-02-30", "2026-01-31T", "2026-01-31T12",
              "2026-01-31T24:00", "2026-01-31T12:60", "2026-01-31T12:00:60", "2026-01-31T12:00Z",
              "2026-01-31T12:00:00+01:00", "1999-12-31", "2100-01-01", "2026-01-31T-1:00"}) {
            CAPTURE(text);
            CHECK_FALSE(read_time(text));
        }
    }
}
