// SPDX-License-Identifier: Apache-2.0

#include "home/icons.hpp"

#include <doctest/doctest.h>

using kmp2mqtt::home::icon_of;

TEST_SUITE("home/icons")
{
    TEST_CASE("an icon shows the family of a register")
    {
        CHECK(icon_of("heat_energy_e1") == "mdi:fire");
        CHECK(icon_of("cooling_energy_e3_high_res") == "mdi:snowflake");
        CHECK(icon_of("temp_t1_1dec") == "mdi:thermometer-chevron-up");
        CHECK(icon_of("temp_t2") == "mdi:thermometer-chevron-down");
        CHECK(icon_of("volume_temp_e8") == "mdi:sigma");
        CHECK(icon_of("max_power_date_month") == "mdi:calendar");
        CHECK(icon_of("max_power_month") == "mdi:gauge-full");
    }

    TEST_CASE("where the device class has one, or nothing is known, there is none")
    {
        CHECK(icon_of("water_temp").empty());
        CHECK(icon_of("register_5555").empty());
    }
}
