// SPDX-License-Identifier: Apache-2.0

#include "core/local_time.hpp"

#include <chrono>
#include <cstdlib>
#include <ctime>
#include <optional>
#include <string>

#include <doctest/doctest.h>

using namespace std::chrono_literals;
using kmp2mqtt::core::from_local;
using kmp2mqtt::core::iso_text;
using kmp2mqtt::core::set_time_zone;
using kmp2mqtt::core::utc_offset;
using wall_time = kmp2mqtt::core::clock::wall_time;

namespace {

/// In Copenhagen, and back where the other tests are.
class copenhagen {
public:
    copenhagen() { REQUIRE(set_time_zone("Europe/Copenhagen")); }
    copenhagen(const copenhagen&) = delete;
    copenhagen& operator=(const copenhagen&) = delete;
    ~copenhagen()
    {
        unsetenv("TZ");
        tzset();
    }
};

constexpr auto spring = std::chrono::March / 29 / 2026;    // 02:00 becomes 03:00
constexpr auto autumn = std::chrono::October / 25 / 2026;  // 03:00 becomes 02:00
constexpr auto winter = std::chrono::November / 22 / 2026;

}  // namespace

TEST_SUITE("core/local_time")
{
    TEST_CASE_FIXTURE(copenhagen, "a moment is written with the offset of its season")
    {
        CHECK(iso_text(std::chrono::sys_days{winter} + 10h + 45min + 3s + 999ms) ==
              "2026-11-22T11:45:03+01:00");
        CHECK(iso_text(std::chrono::sys_days{std::chrono::July / 1 / 2026}) ==
              "2026-07-01T02:00:00+02:00");
        CHECK(utc_offset(std::chrono::sys_days{winter}) == 1h);
    }

    TEST_CASE_FIXTURE(copenhagen, "a moment before 1970 is rounded down, too")
    {
        CHECK(iso_text(wall_time{-1ms}) == "1970-01-01T00:59:59+01:00");
    }

    TEST_CASE("an offset west of Greenwich, and one of half an hour, is written so")
    {
        const copenhagen back_afterwards;
        REQUIRE(set_time_zone("America/St_Johns"));
        CHECK(iso_text(std::chrono::sys_days{winter}) == "2026-11-21T20:30:00-03:30");
    }

    TEST_CASE_FIXTURE(copenhagen, "local date and time are one moment")
    {
        CHECK(iso_text(from_local(winter, 11h + 45min)) == "2026-11-22T11:45:00+01:00");
        CHECK(iso_text(from_local(winter, 0s)) == "2026-11-22T00:00:00+01:00");
        CHECK(iso_text(from_local(spring, 1h + 59min)) == "2026-03-29T01:59:00+01:00");
        CHECK(iso_text(from_local(spring, 3h)) == "2026-03-29T03:00:00+02:00");
        CHECK(iso_text(from_local(autumn, 1h + 59min)) == "2026-10-25T01:59:00+02:00");
        CHECK(iso_text(from_local(autumn, 3h)) == "2026-10-25T03:00:00+01:00");
        CHECK(from_local(winter, 12h, true) == from_local(winter, 12h, false));
    }

    TEST_CASE_FIXTURE(copenhagen, "a time in the skipped hour is moved on by that hour")
    {
        CHECK(iso_text(from_local(spring, 2h + 30min)) == "2026-03-29T03:30:00+02:00");
        CHECK(iso_text(from_local(spring, 2h)) == "2026-03-29T03:00:00+02:00");
    }

    TEST_CASE_FIXTURE(copenhagen, "a time in the hour that occurs twice is the one asked for")
    {
        CHECK(iso_text(from_local(autumn, 2h + 30min)) == "2026-10-25T02:30:00+02:00");
        CHECK(iso_text(from_local(autumn, 2h + 30min, true)) == "2026-10-25T02:30:00+02:00");
        CHECK(iso_text(from_local(autumn, 2h + 30min, false)) == "2026-10-25T02:30:00+01:00");
        CHECK(from_local(autumn, 2h, false) - from_local(autumn, 2h, true) == 1h);
    }

    TEST_CASE_FIXTURE(copenhagen, "a name that the system does not know changes nothing")
    {
        for (const std::string name :
             {"Europe/Kopenhagen", "/etc/localtime", "../zoneinfo/Europe/Paris", "Europe",
              "zone.tab", "CET-1CEST", " ", "Europe/Paris\n"}) {
            CAPTURE(name);
            CHECK_FALSE(set_time_zone(name));
            CHECK(utc_offset(std::chrono::sys_days{winter}) == 1h);
        }
    }

    TEST_CASE_FIXTURE(copenhagen, "an empty name keeps the system's zone")
    {
        CHECK(set_time_zone(""));
        CHECK(utc_offset(std::chrono::sys_days{winter}) == 1h);
    }

    TEST_CASE_FIXTURE(copenhagen, "a day begins at local midnight and lasts until the next one")
    {
        const auto midnight = from_local(winter, 0s);
        CHECK(kmp2mqtt::core::local_day(midnight) == std::chrono::local_days{winter});
        CHECK(kmp2mqtt::core::local_day(midnight - 1s) ==
              std::chrono::local_days{winter} - std::chrono::days{1});
        CHECK(kmp2mqtt::core::next_midnight(midnight) == midnight + 24h);
        CHECK(kmp2mqtt::core::next_midnight(midnight - 1s) == midnight);
    }

    TEST_CASE_FIXTURE(copenhagen, "the days on which clocks are changed have 23 and 25 hours")
    {
        const auto begin = from_local(spring, 0s);
        CHECK(kmp2mqtt::core::next_midnight(begin) == begin + 23h);
        const auto longer = from_local(autumn, 0s);
        CHECK(kmp2mqtt::core::next_midnight(longer) == longer + 25h);
        CHECK(kmp2mqtt::core::local_day(longer + 25h - 1s) == std::chrono::local_days{autumn});
    }
}
