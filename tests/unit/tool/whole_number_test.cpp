// SPDX-License-Identifier: Apache-2.0

#include "tool/whole_number.hpp"

#include <doctest/doctest.h>

using kmp2mqtt::tool::whole_number;

TEST_SUITE("tool/whole_number")
{
    TEST_CASE("a number is read in the base that its prefix names")
    {
        CHECK(whole_number("60") == 60);
        CHECK(whole_number("0x3C") == 60);
        CHECK(whole_number("0X3c") == 60);
        CHECK(whole_number("0b111100") == 60);
        CHECK(whole_number("0o74") == 60);
        CHECK(whole_number("0") == 0);
        CHECK(whole_number("18446744073709551615") == 18446744073709551615U);
    }

    TEST_CASE("blanks around it, a plus and single underscores are allowed, as in Python")
    {
        CHECK(whole_number(" 60\t") == 60);
        CHECK(whole_number("+60") == 60);
        CHECK(whole_number("65_535") == 65535);
        CHECK(whole_number("0x_ff") == 255);
        CHECK(whole_number("000") == 0);
    }

    TEST_CASE("what Python refuses is refused")
    {
        for (const auto* const text :
             {"", " ", "sixty", "060", "6__0", "_60", "60_", "0x", "0x_", "0b2", "0o8", "60.0",
              "6e1", "-1", "- 1", "+", "++1", "0x3G", "18446744073709551616"}) {
            CAPTURE(text);
            CHECK(!whole_number(text));
        }
    }
}
