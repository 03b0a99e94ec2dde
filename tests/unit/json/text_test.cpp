// SPDX-License-Identifier: Apache-2.0

#include "json/text.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "core/local_time.hpp"

using namespace kmp2mqtt;
using namespace std::chrono_literals;

namespace {

std::string number(std::uint64_t magnitude, int exponent = 0, bool negative = false)
{
    return json::text(kmp::decimal{magnitude, exponent, negative});
}

}  // namespace

TEST_SUITE("json/text")
{
    TEST_CASE("a number keeps the meter's own digits")
    {
        CHECK(number(6162, -2) == "61.62");
        CHECK(number(760, -2) == "7.60");
        CHECK(number(84208) == "84208");
        CHECK(number(5, -1, true) == "-0.5");
        CHECK(number(12, 3) == "12000");
        CHECK(number(1, -5) == "0.00001");
    }

    TEST_CASE("a zero has no minus sign")
    {
        CHECK(number(0, 0, true) == "0");
        CHECK(number(0, -2, true) == "0.00");
    }

    TEST_CASE("more than 15 significant digits are a string")
    {
        CHECK(number(123'456'789'012'345) == "123456789012345");
        CHECK(number(1'234'567'890'123'456) == R"("1234567890123456")");
        CHECK(number(1'234'567'890'123'456, -3) == R"("1234567890123.456")");
        CHECK(number(1, 20) == R"("100000000000000000000")");
    }

    TEST_CASE("a value is told from one that is published as text")
    {
        CHECK(json::is_number(kmp::decimal{7}));
        CHECK(json::is_number(kmp::bit_field{kmp::decimal{7}}));
        CHECK(!json::is_number(kmp::decimal{1'234'567'890'123'456}));
        CHECK(!json::is_number(kmp::no_value{}));
        CHECK(!json::is_number(kmp::ascii_text{"7"}));
    }

    TEST_CASE("flags are a number")
    {
        CHECK(json::text(kmp::bit_field{kmp::decimal{12}}) == "12");
        CHECK(json::text(kmp::bit_field{kmp::decimal{UINT64_MAX}}) == R"("18446744073709551615")");
    }

    TEST_CASE("what is not there is null")
    {
        CHECK(json::text(kmp::no_value{}) == "null");
    }

    TEST_CASE("dates and clocks are text")
    {
        CHECK(json::text(2026y / 11 / 22) == R"("2026-11-22")");
        CHECK(json::text(std::chrono::November / 22) == R"("11-22")");
        CHECK(json::text(kmp::clock_time{20h + 2min + 43s}) == R"("20:02:43")");
    }

    TEST_CASE("a date with a time carries the zone's offset")
    {
        REQUIRE(core::set_time_zone("Europe/Copenhagen"));
        const auto at = [](std::chrono::year_month_day date, auto dst) {
            return json::text(kmp::date_time{date, 2h + 30min, dst});
        };
        CHECK(at(2026y / 7 / 1, std::nullopt) == R"("2026-07-01T02:30:00+02:00")");
        CHECK(at(2026y / 12 / 1, std::nullopt) == R"("2026-12-01T02:30:00+01:00")");

        SUBCASE("in the hour that occurs twice the meter decides")
        {
            CHECK(at(2026y / 10 / 25, 60min) == R"("2026-10-25T02:30:00+02:00")");
            CHECK(at(2026y / 10 / 25, 0min) == R"("2026-10-25T02:30:00+01:00")");
        }
    }

    TEST_CASE("text is escaped, and bytes that are not UTF-8 are replaced")
    {
        CHECK(json::text(kmp::ascii_text{"a\"b\\"}) == R"("a\"b\\")");
        CHECK(json::text(kmp::undecoded{"00ff"}) == R"("00ff")");
        CHECK(json::quoted("m³\n") == R"("m³\n")");
        CHECK(json::quoted("\xFF!") == "\"\xEF\xBF\xBD!\"");
        CHECK(json::quoted({"\0", 1}) == R"("\u0000")");
    }

    TEST_CASE("an object keeps the order of its keys")
    {
        json::object object;
        CHECK(object.text() == "{}");
        object.add_text("z", "1").add_number("a", -2).add("list", "[]");
        object.add_text_or_null("none", "").add_text_or_null("some", "x");
        CHECK(object.text() == R"({"z":"1","a":-2,"list":[],"none":null,"some":"x"})");
    }

    TEST_CASE("an array is its elements")
    {
        CHECK(json::array({}) == "[]");
        CHECK(json::array({"1", "null"}) == "[1,null]");
    }
}
