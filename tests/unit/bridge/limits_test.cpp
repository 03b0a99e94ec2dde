// SPDX-License-Identifier: Apache-2.0

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "written.hpp"

namespace {

using written::one_meter;

kmp2mqtt::meter::limits limits(const std::string& keys)
{
    return one_meter("[meter.limits]\n" + keys).limits;
}

std::vector<std::string> refused(const std::string& keys)
{
    return written::refused(written::a_meter + "[meter.limits]\n" + keys);
}

}  // namespace

TEST_SUITE("bridge/limits")
{
    TEST_CASE("without limits a meter may have 1000 kW and 100 m³/h")
    {
        CHECK(one_meter("").limits.max_power == 1'000'000);
        CHECK(one_meter("").limits.max_flow == 100'000);
    }

    TEST_CASE("a power is written with W, kW or MW")
    {
        CHECK(limits("max_power = '50kW'").max_power == 50'000);
        CHECK(limits("max_power = '1.5 MW'").max_power == 1'500'000);
        CHECK(limits("max_power = '800W'").max_power == 800);
        CHECK(limits("max_power = '50kW'").max_flow == 100'000);
    }

    TEST_CASE("a flow is written with l/h or m³/h")
    {
        CHECK(limits("max_flow = '3m³/h'").max_flow == 3'000);
        CHECK(limits("max_flow = '0.6m3/h'").max_flow == 600);
        CHECK(limits("max_flow = '3000 l/h'").max_flow == 3'000);
    }

    TEST_CASE("anything else is refused, with what would be right")
    {
        CHECK(written::has(refused("max_power = '50'"),
                           "f.toml:5:13: meter[1].limits.max_power: \"50\" is no power"));
        CHECK(written::has(refused("max_power = '3m3/h'"), "such as \"50kW\""));
        CHECK(written::has(refused("max_power = '0kW'"), "from 100 W"));
        CHECK(written::has(refused("max_power = '1.0001kW'\nmax_flow = '1.5l/h'"), "limits"));
        CHECK(written::has(refused("max_flow = '-3m3/h'"), "such as \"3m³/h\""));
        CHECK(written::has(refused("max_power = 50"), "a text in quotes"));
        CHECK(written::has(refused("max_pwoer = '50kW'"), "did you mean \"max_power\"?"));
        CHECK(written::has(written::refused(written::a_meter + "limits = 5"), "a table"));
    }
}
