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

    TEST_CASE("what is no register says what would be right")
    {
        CHECK(find_register("65536").error() == "register 65536: the largest number is 65535");
        CHECK(find_register("tmep_t1").error() ==
              "register tmep_t1: neither a number nor a known name; did you mean temp_t1?");
        CHECK(find_register("gremlin").error().ends_with("kmptool registers lists them"));
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
