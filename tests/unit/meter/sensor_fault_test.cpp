// SPDX-License-Identifier: Apache-2.0

#include "meter/sensor_fault.hpp"

#include <string_view>

#include <doctest/doctest.h>

using kmp::register_id;
using kmp::unit;

namespace {

kmp::measurement measured(unsigned id, std::string_view number, unit in = unit::celsius)
{
    return {.id = static_cast<register_id>(id),
            .unit = in,
            .value = kmp::decimal::from_text(number).value()};
}

std::optional<std::string> sensor_fault(const kmp::measurement& of,
                                        const std::vector<kmp::measurement>& beside,
                                        std::string_view model = {})
{
    return kmp2mqtt::meter::sensor_fault(of, beside, model);
}

bool is_fault(const kmp::measurement& of, std::string_view info = "0")
{
    return sensor_fault(of, {of, measured(99, info, unit::none)}).has_value();
}

}  // namespace

TEST_SUITE("meter/sensor_fault")
{
    TEST_CASE("a temperature that no sensor measures stands for one that is not connected")
    {
        CHECK(sensor_fault(measured(86, "185.00"), {}) ==
              "185.00 °C stands for a sensor that is not connected");
        CHECK(is_fault(measured(86, "200.00")));
        CHECK(is_fault(measured(87, "-40.00")));
        CHECK(is_fault(measured(292, "185")));
        CHECK(is_fault(measured(86, "99999999999999999999999")));
    }

    TEST_CASE("a temperature between -40 and 185 °C is one")
    {
        CHECK_FALSE(is_fault(measured(86, "184.99")));
        CHECK_FALSE(is_fault(measured(87, "-39.99")));
        CHECK_FALSE(is_fault(measured(86, "61.62"), "8"));
    }

    TEST_CASE("0.00 °C stands for a short circuit where the info code names the sensor")
    {
        CHECK(sensor_fault(measured(87, "0.00"), {measured(99, "64", unit::none)}) ==
              "0.00 °C with info code 64 stands for a short circuit in the sensor");
        CHECK(is_fault(measured(86, "0.00"), "8"));
        CHECK(is_fault(measured(87, "0.00"), "4"));
        CHECK_FALSE(is_fault(measured(86, "0.00"), "64"));
        CHECK_FALSE(is_fault(measured(87, "0.00"), "0"));
        CHECK_FALSE(is_fault(measured(87, "0.00"), "256"));
        CHECK_FALSE(sensor_fault(measured(87, "0.00"), {}));
    }

    TEST_CASE("a zero that was made of a broken sensor is none either")
    {
        const auto power = measured(80, "0.0", unit::kw);
        const auto broken = measured(86, "185.00");
        CHECK(sensor_fault(power, {power, broken}) ==
              "0.0 kW was made of temp_t1, whose sensor is broken");
        CHECK(sensor_fault(measured(89, "0.00", unit::kelvin), {broken}));
        CHECK_FALSE(sensor_fault(power, {power, measured(86, "61.62")}));
        CHECK_FALSE(sensor_fault(power, {power, measured(88, "185.00")}));
        CHECK_FALSE(sensor_fault(measured(80, "1.0", unit::kw), {broken}));
    }

    TEST_CASE("a zero flow is none where the info code names the flow sensor")
    {
        const auto flow = measured(74, "0", unit::litre_per_hour);
        const auto is_none = [&flow](std::string_view info, std::string_view model) {
            return sensor_fault(flow, {measured(99, info, unit::none)}, model).has_value();
        };
        CHECK(sensor_fault(flow, {measured(99, "256", unit::none)}, "403") ==
              "0 l/h with info code 256 stands for a flow sensor that does not measure");
        CHECK(is_none("512", "603"));
        CHECK(is_none("65536", "403"));
        CHECK(is_none("16", "602"));
        CHECK(is_none("4096", "601"));
        CHECK(is_none("256", ""));
        CHECK(is_none("65536", ""));
    }

    TEST_CASE("a zero flow is one where the info code names something else")
    {
        const auto flow = measured(74, "0", unit::litre_per_hour);
        const auto is_none = [&flow](std::string_view info, std::string_view model) {
            return sensor_fault(flow, {measured(99, info, unit::none)}, model).has_value();
        };
        CHECK_FALSE(is_none("0", "403"));
        CHECK_FALSE(is_none("16", "403"));
        CHECK_FALSE(is_none("4096", "403"));
        CHECK_FALSE(is_none("256", "602"));
        CHECK_FALSE(is_none("4096", ""));
        CHECK_FALSE(sensor_fault(flow, {}, "403"));
        CHECK_FALSE(sensor_fault(measured(74, "17", unit::litre_per_hour),
                                 {measured(99, "256", unit::none)}, "403"));
    }

    TEST_CASE("a power of zero is none without a flow, a second flow has its own sensor")
    {
        CHECK(
            sensor_fault(measured(80, "0.0", unit::kw), {measured(99, "256", unit::none)}, "403"));
        const auto second = measured(75, "0", unit::litre_per_hour);
        CHECK(sensor_fault(second, {measured(99, "8192", unit::none)}, "602"));
        CHECK_FALSE(sensor_fault(second, {measured(99, "256", unit::none)}, "403"));
    }

    TEST_CASE("what a meter remembers of a broken sensor is its record")
    {
        CHECK_FALSE(is_fault(measured(146, "185.00")));
    }
}
