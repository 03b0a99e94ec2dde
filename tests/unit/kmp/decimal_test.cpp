// SPDX-License-Identifier: Apache-2.0

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include <kmp/decimal.hpp>

#include "fake/hex.hpp"

using fake::bytes;
using fake::hex;
using kmp::decimal;

namespace {

constexpr auto max = std::numeric_limits<std::uint64_t>::max();

std::string text(std::string_view mantissa, int exponent = 0, bool negative = false)
{
    return decimal::from_bytes(hex(mantissa), exponent, negative).text();
}

/// A number written in digits; zero for anything else.
decimal number(std::string_view digits)
{
    return decimal::from_text(digits).value_or(decimal{});
}

}  // namespace

TEST_SUITE("kmp/decimal")
{
    TEST_CASE("digits are the meter's own")
    {
        CHECK(text("18 12", -2) == "61.62");
        CHECK(text("02 f8", -2) == "7.60");
        CHECK(text("05", -1) == "0.5");
        CHECK(text("05", -3) == "0.005");
        CHECK(text("00 00 30 39", -2, true) == "-123.45");
        CHECK(text("ff", 3) == "255000");
        CHECK(text("05 39 7f b1", 3) == "87654321000");
    }

    TEST_CASE("a zero keeps its decimals but has neither a sign nor trailing digits")
    {
        CHECK(text("") == "0");
        CHECK(text("00 00", -2) == "0.00");
        CHECK(text("00", 5) == "0");
        CHECK(text("00", -1, true) == "0.0");
        const decimal negative_zero{0, 0, true};
        CHECK(negative_zero.is_negative());
        CHECK(negative_zero.is_zero());
        CHECK(negative_zero.to_integer() == 0U);
    }

    TEST_CASE("exponents of -63 to 63 are written out")
    {
        CHECK(text("01", 63) == "1" + std::string(63, '0'));
        CHECK(text("01", -63) == "0." + std::string(62, '0') + "1");
    }

    TEST_CASE("mantissas beyond 64 bits are exact")
    {
        CHECK(text("ff ff ff ff ff ff ff ff") == "18446744073709551615");
        CHECK(text("01 00 00 00 00 00 00 00 00") == "18446744073709551616");
        CHECK(text("01 00 00 00 00 00 00 00 00", -3, true) == "-18446744073709551.616");
        CHECK(text("00 00 00 00 00 00 00 00 00 00 00 07") == "7");
        // 10^18 and 10^27, whose inner zeros come from whole groups of nine.
        CHECK(text("0d e0 b6 b3 a7 64 00 00") == "1000000000000000000");
        CHECK(text("03 3b 2e 3c 9f d0 80 3c e8 00 00 00") == "1" + std::string(27, '0'));
    }

    TEST_CASE("a mantissa of any length up to 255 bytes comes back as it was")
    {
        for (std::size_t size = 0; size <= 255; ++size) {
            CAPTURE(size);
            bytes mantissa(size);
            for (std::size_t i = 0; i < size; ++i) {
                mantissa[i] = static_cast<std::uint8_t>(0xFBU - (7U * i));
            }
            const auto number = decimal::from_bytes(mantissa, -7, false);
            bytes again(size, 0xAA);
            REQUIRE(number.mantissa(again));
            CHECK(again == mantissa);
            CHECK(decimal::from_text(number.text()) == number);
        }
    }

    TEST_CASE("a mantissa is padded to its bytes, and refused where they are too few")
    {
        bytes four(4, 0xAA);
        REQUIRE(decimal{258}.mantissa(four));
        CHECK(four == hex("00 00 01 02"));
        bytes one(1);
        CHECK(decimal{256}.mantissa(one).error() == kmp::errc::not_representable);
        CHECK(decimal{255}.mantissa(one));
        CHECK(decimal{1}.mantissa({}).error() == kmp::errc::not_representable);
        CHECK(decimal{0}.mantissa({}));
    }

    TEST_CASE("text is read with its decimals and nothing else")
    {
        CHECK(decimal::from_text("7.60") == decimal{760, -2});
        CHECK(decimal::from_text("-0.5") == decimal{5, -1, true});
        CHECK(decimal::from_text("007") == decimal{7});
        CHECK(decimal::from_text("0.00") == decimal{0, -2});
        CHECK(number("18446744073709551616").text() == "18446744073709551616");
        for (const auto* const wrong :
             {"", "-", ".", "1.", ".5", "+1", "1e3", "1,5", " 1", "1 ", "--1", "1.2.3", "0x10"}) {
            CAPTURE(wrong);
            CHECK_FALSE(decimal::from_text(wrong));
        }
    }

    TEST_CASE("7.6 is not 7.60")
    {
        CHECK(decimal{76, -1} != decimal{760, -2});
    }

    TEST_CASE("shifting moves the point and nothing else")
    {
        CHECK(decimal{123, -2}.shifted(1) == decimal{123, -1});
        CHECK(decimal{5}.shifted(1).text() == "50");
        CHECK(decimal{5}.shifted(-2).text() == "0.05");
    }

    TEST_CASE("significant digits are those that carry the value")
    {
        CHECK(decimal{6162, -2}.significant_digits() == 4);
        CHECK(decimal{760, -5}.significant_digits() == 3);
        CHECK(decimal{5, 3}.significant_digits() == 4);
        CHECK(decimal{0, -2}.significant_digits() == 1);
        CHECK(decimal{0, 9}.significant_digits() == 1);
        CHECK(decimal{max}.significant_digits() == 20);
        CHECK(number("100000000000000000000").significant_digits() == 21);
    }

    TEST_CASE("an integer is one in value, whatever its exponent")
    {
        CHECK(decimal{700, -2}.to_integer() == 7U);
        CHECK(decimal{7, 2}.to_integer() == 700U);
        CHECK(decimal{max}.to_integer() == max);
        CHECK(decimal{0, 63}.to_integer() == 0U);
        CHECK_FALSE(decimal(701, -2).to_integer());
        CHECK_FALSE(decimal(7, 0, true).to_integer());
        CHECK_FALSE(decimal(max, 1).to_integer());
        CHECK_FALSE(decimal(1, 20).to_integer());
        CHECK_FALSE(number("18446744073709551616").to_integer());
        CHECK(number("100000000000000000000.00").shifted(-10).to_integer() == 10'000'000'000U);
        CHECK_FALSE(number("100000000000000000001").shifted(-1).to_integer());
    }
}
