// SPDX-License-Identifier: Apache-2.0

#include "meter/info_code.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

using namespace kmp2mqtt;

namespace {

constexpr kmp::register_id info_code{99};
constexpr kmp::register_id info_bits{369};

kmp::value code(const char* number)
{
    return *kmp::decimal::from_text(number);
}

std::string text_of(std::string_view model, const char* number, kmp::register_id id = info_code)
{
    return meter::info_text(code(number), meter::info_causes(model, id)).value_or("none");
}

}  // namespace

TEST_SUITE("meter/info_code")
{
    TEST_CASE("a code of 0 is OK on every model")
    {
        CHECK(text_of("403", "0") == "OK");
        CHECK(text_of("", "0") == "OK");
    }

    TEST_CASE("a code names all its causes, by the model's own list")
    {
        CHECK(text_of("403", "10") == "Low battery, Flow temperature above range");
        CHECK(text_of("602", "12") ==
              "Return temperature out of range, Flow temperature out of range");
        CHECK(text_of("601", "512") == "Burst in the heating system");
        CHECK(text_of("603", "2147483648", info_bits) == "Leak: water comes in");
    }

    TEST_CASE("a bit that the list does not have is named by its number")
    {
        CHECK(text_of("403", "1026") == "Low battery, bit 10");
        CHECK(text_of("601", "16") == "bit 4");
        CHECK(text_of("403", "65536") == "bit 16");
        CHECK(text_of("403", "32768") == "Alarm at pulse input B");
    }

    TEST_CASE("a model without a list shows the number, and that it is not decoded")
    {
        for (const auto* const model : {"402", "21", "62", "flowiq", "801", "302", "603", ""}) {
            CHECK(text_of(model, "64") == "64: not decoded for this model");
        }
    }

    TEST_CASE("what is no code has no text and no causes")
    {
        const auto causes = meter::info_causes("403", info_code);
        CHECK(!meter::info_text(kmp::no_value{}, causes));
        CHECK(!meter::info_text(code("1.5"), causes));
        CHECK(!meter::has_cause(kmp::no_value{}, causes.front()));
    }

    TEST_CASE("a cause is there when its bit is set")
    {
        const auto causes = meter::info_causes("403", info_code);
        const auto air = std::ranges::find(causes, "v1_air", &meter::info_cause::key);
        REQUIRE(air != causes.end());
        CHECK(meter::has_cause(code("256"), *air) == true);
        CHECK(meter::has_cause(code("255"), *air) == false);
        CHECK(meter::has_cause(kmp::bit_field{*kmp::decimal::from_text("257")}, *air) == true);
    }

    TEST_CASE("in a list no bit, key or text occurs twice")
    {
        for (const auto* const model : {"403", "601", "602", "603"}) {
            for (const auto id : {info_code, info_bits}) {
                std::set<unsigned> bits;
                std::set<std::string_view> words;
                const auto causes = meter::info_causes(model, id);
                for (const auto& each : causes) {
                    CHECK(each.bit < 32);
                    bits.insert(each.bit);
                    words.insert({each.key, each.text});
                }
                CHECK(bits.size() == causes.size());
                CHECK(words.size() == 2 * causes.size());
            }
        }
    }
}
