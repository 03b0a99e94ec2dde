// SPDX-License-Identifier: Apache-2.0

#include "meter/slow_registers.hpp"

#include <string_view>

#include <doctest/doctest.h>

#include <kmp/registers.hpp>

namespace {

bool is_slow(std::string_view name)
{
    return kmp2mqtt::meter::changes_slowly(kmp::find_register(name).value());
}

}  // namespace

TEST_SUITE("meter/slow_registers")
{
    TEST_CASE("identity, configuration, and extremes of a month or year change slowly")
    {
        for (const auto* const name :
             {"serial_number", "customer_number_1", "config_number_1", "software_edition",
              "target_date", "max_flow_year", "max_flow_date_year", "avg_t1_month",
              "min_power_date_month", "max_power_time_year", "cop_month"}) {
            CAPTURE(name);
            CHECK(is_slow(name));
        }
    }

    TEST_CASE("what is measured, counted, or tells the time does not")
    {
        for (const auto* const name :
             {"heat_energy_e1", "flow_v1", "temp_t1", "info_code", "clock", "date", "datetime",
              "rtc_clock", "hour_counter", "info_event_counter", "battery_days_left",
              "max_flow_day", "avg_t1_hour", "max_flow_date_day", "acoustic_noise"}) {
            CAPTURE(name);
            CHECK_FALSE(is_slow(name));
        }
    }

    TEST_CASE("a register that nobody knows may be anything")
    {
        CHECK_FALSE(is_slow("register_1234"));
    }
}
