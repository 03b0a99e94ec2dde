// SPDX-License-Identifier: Apache-2.0

#include <set>
#include <string_view>

#include <doctest/doctest.h>

#include <kmp/unit.hpp>

using kmp::layout;
using kmp::unit;

TEST_SUITE("kmp/unit")
{
    TEST_CASE("units are spelled as Kamstrup spells them")
    {
        CHECK(kmp::symbol(unit::gj) == "GJ");
        CHECK(kmp::symbol(unit::celsius) == "°C");
        CHECK(kmp::symbol(unit::m3) == "m³");
        CHECK(kmp::symbol(unit::m3_celsius) == "m³×°C");
        CHECK(kmp::symbol(unit::ton) == "ton");
        CHECK(kmp::symbol(unit::clock) == "hh:mm:ss");
        CHECK(kmp::symbol(unit::none).empty());
    }

    TEST_CASE("codes that others get wrong are right")
    {
        CHECK(kmp::symbol(unit{0x15}) == "W");
        CHECK(kmp::symbol(unit{0x16}) == "kW");
        CHECK(kmp::symbol(unit{0x19}) == "var");
        CHECK(kmp::symbol(unit{0x1A}) == "kvar");
        CHECK(kmp::symbol(unit{0x26}) == "K");
    }

    TEST_CASE("every code has a row that names it; one that nobody documented is a plain number")
    {
        for (int code = 0; code < 256; ++code) {
            CAPTURE(code);
            const unit key{static_cast<std::uint8_t>(code)};
            CHECK(kmp::info(key).code == key);
            if (!kmp::is_known(key)) {
                CHECK(kmp::symbol(key).empty());
                CHECK(kmp::info(key).values == layout::number);
                CHECK(kmp::info(key).base == key);
            }
        }
        CHECK(kmp::is_known(unit::none));
        CHECK_FALSE(kmp::is_known(unit{67}));
        CHECK_FALSE(kmp::is_known(unit{255}));
    }

    TEST_CASE("no two codes share a symbol")
    {
        std::set<std::string_view> seen;
        for (int code = 1; code < 256; ++code) {
            const unit key{static_cast<std::uint8_t>(code)};
            if (kmp::is_known(key)) {
                CAPTURE(code);
                CHECK(seen.insert(kmp::symbol(key)).second);
            }
        }
    }

    TEST_CASE("a factor of ten in a name leads to the unit without it")
    {
        CHECK(kmp::info(unit::gj_x10).base == unit::gj);
        CHECK(kmp::info(unit::gj_x10).shift == 1);
        CHECK(kmp::info(unit::m3_x10).base == unit::m3);
        CHECK(kmp::info(unit::ton_x10).base == unit::ton);
        CHECK(kmp::info(unit::gj).shift == 0);
    }
}
