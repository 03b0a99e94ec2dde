// SPDX-License-Identifier: Apache-2.0

#include "tool/register_choice.hpp"

#include <doctest/doctest.h>

using kmp2mqtt::tool::find_register;
using kmp2mqtt::tool::find_registers;
using kmp2mqtt::tool::names_of;

TEST_SUITE("tool/register_choice")
{
    TEST_CASE("a register is named by number, hex, name, or register_ and its number")
    {
        for (const auto* const text : {"60", "0x3C", "heat_energy_e1", "register_60"}) {
            CAPTURE(text);
            CHECK(*find_register(text) == kmp::register_id{60});
        }
        CHECK(*find_register("65535") == kmp::register_id{65535});
    }

    TEST_CASE("a number that no register has says which ones there are")
    {
        CHECK(find_register("65536").error() == "register 65536: the largest number is 65535");
        CHECK(find_register("99999999999999999999").error() ==
              "register 99999999999999999999: the largest number is 65535");
        CHECK(find_register("0x1FFFFFFFFFFFFFFFF").error().ends_with("largest number is 65535"));
        CHECK(find_register("-1").error() ==
              "register -1: must be a number from 0 to 65535, as 60 or 0x3C");
        CHECK(find_register("060").error() ==
              "register 060: must be a number from 0 to 65535, as 60 or 0x3C");
    }

    TEST_CASE("a name that no register has says which one was meant")
    {
        const auto meant = [](const char* text, const std::string& names) {
            CHECK(find_register(text).error() == std::string{"register "} + text +
                                                     ": neither a number nor a known name; did "
                                                     "you mean " +
                                                     names);
        };
        SUBCASE("mistyped")
        {
            meant("tmep_t1", "temp_t1?");
        }
        SUBCASE("in other letters")
        {
            meant("HEAT_ENERGY_E1", "heat_energy_e1?");
            meant("heat-energy-e1", "heat_energy_e1?");
        }
        SUBCASE("a part of some names")
        {
            meant("E8", "volume_temp_e8?");
            meant("pressure", "pressure_p1 or pressure_p2?");
            CHECK(find_register("flow").error().ends_with(
                "did you mean flow_v1, flow_v2 or max_flow_day? kmptool registers flow lists "
                "more"));
        }
        SUBCASE("as pykmp-tool calls it")
        {
            meant("Heat Energy (E1)", "heat_energy_e1?");
            meant("Current Power", "power?");
            meant("Temp1", "temp_t1?");
            meant("Tempdiff", "temp_diff?");
            meant("Temp1xm3", "volume_temp_e8?");
            meant("AvgTemp2_M", "avg_t2_month?");
            meant("MaxFlowDate_Y", "max_flow_date_year?");
        }
    }

    TEST_CASE("a name that is like none points at the catalogue")
    {
        CHECK(find_register("gremlin").error() ==
              "register gremlin: neither a number nor a known name; kmptool registers lists them");
        CHECK(find_register("").error().ends_with("kmptool registers lists them"));
        CHECK(find_register("_").error().ends_with("kmptool registers lists them"));
    }

    TEST_CASE("registers keep their order, each once")
    {
        const std::vector<std::string> texts{"68", "heat_energy_e1", "0x44", "60"};
        CHECK(*find_registers(texts) == std::vector{kmp::register_id{68}, kmp::register_id{60}});
        const std::vector<std::string> wrong{"68", "x"};
        CHECK(!find_registers(wrong));
    }

    TEST_CASE("registers are told by name and number")
    {
        const std::vector some{kmp::register_id{88}, kmp::register_id{4711}};
        CHECK(names_of(some) == "temp_t3 (88), register_4711 (4711)");
    }
}
