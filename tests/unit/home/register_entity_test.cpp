// SPDX-License-Identifier: Apache-2.0

#include "home/register_entity.hpp"

#include <string>

#include <doctest/doctest.h>

#include "unit/home/sample.hpp"

using namespace kmp2mqtt;
using sample::id;
using sample::measured;

namespace {

using enum kmp::unit;

bool is_diagnostic(const home::entity& of)
{
    return of.category == home::diagnostic;
}

/// What a register is to Home Assistant when it answers like that.
struct bench {
    home::settings home = sample::home();
    meter::settings meter = sample::settings();

    [[nodiscard]] home::entity of(const kmp::measurement& answer) const
    {
        auto reading = sample::reading();
        reading.values = {answer};
        const auto snapshot = sample::snapshot(reading, {answer.id});
        return home::register_entity(home, meter, snapshot.registers().front());
    }

    /// "class, unit, state class"
    [[nodiscard]] std::string kind_of(const std::string& name, kmp::unit unit) const
    {
        const auto sensor = of(measured(name, unit, "12.5"));
        std::string kind{sensor.device_class};
        kind.append(", ").append(sensor.unit).append(", ").append(sensor.state_class);
        return kind;
    }
};

}  // namespace

TEST_SUITE("home/register_entity")
{
    TEST_CASE_FIXTURE(bench, "energy counts up in the meter's unit")
    {
        CHECK(kind_of("heat_energy_e1", gj) == "energy, GJ, total_increasing");
        CHECK(kind_of("cooling_energy_e3", mwh) == "energy, MWh, total_increasing");
        CHECK(kind_of("heat_energy_e1", gcal) == "energy, Gcal, total_increasing");
    }

    TEST_CASE_FIXTURE(bench, "the volume of a heat meter is no water, that of a water meter is")
    {
        CHECK(kind_of("volume_v1", m3) == "volume, m³, total_increasing");
        meter.kind = meter::kind::water;
        CHECK(kind_of("volume_v1", m3) == "water, m³, total_increasing");
        CHECK(kind_of("reverse_volume_v1", m3) == "water, m³, total_increasing");
        CHECK(kind_of("volume_v1", litre) == "water, L, total_increasing");
    }

    TEST_CASE_FIXTURE(bench, "a pulse input that counts a volume counts water")
    {
        CHECK(kind_of("input_a1", m3) == "water, m³, total_increasing");
        CHECK(kind_of("input_b2", litre) == "water, L, total_increasing");
        CHECK(kind_of("input_b1", kwh) == "energy, kWh, total_increasing");
        CHECK(kind_of("input_b1", number) == ", , total_increasing");
        CHECK(!is_diagnostic(of(measured("input_b1", number, "7"))));
    }

    TEST_CASE_FIXTURE(bench, "what is measured now is a measurement")
    {
        CHECK(kind_of("flow_v1", litre_per_hour) == "volume_flow_rate, L/h, measurement");
        CHECK(kind_of("power", kw) == "power, kW, measurement");
        CHECK(kind_of("temp_t1", celsius) == "temperature, °C, measurement");
        CHECK(kind_of("pressure_p1", bar) == "pressure, bar, measurement");
    }

    TEST_CASE_FIXTURE(bench, "a difference of temperatures is no temperature")
    {
        CHECK(kind_of("temp_diff", kelvin) == "temperature_delta, K, measurement");
        CHECK(kind_of("temp_diff", celsius) == "temperature_delta, °C, measurement");
        home.min_version = sample::release(2025, 10);
        CHECK(kind_of("temp_diff", kelvin) == ", K, measurement");
        CHECK(kind_of("temp_diff", celsius) == ", °C, measurement");
    }

    TEST_CASE_FIXTURE(bench, "a unit that is too new for a class goes out without the class")
    {
        home.min_version = sample::release(2024, 9);
        CHECK(kind_of("flow_v1", litre_per_hour) == ", L/h, measurement");
        CHECK(kind_of("heat_energy_e1", gcal) == ", Gcal, total_increasing");
        CHECK(kind_of("heat_energy_e1", gj) == "energy, GJ, total_increasing");
        CHECK(kind_of("power", mw) == ", MW, measurement");
        home.min_version = sample::release(2024, 12);
        CHECK(kind_of("power", mw) == "power, MW, measurement");
    }

    TEST_CASE_FIXTURE(bench, "units without a class have names of their own")
    {
        CHECK(kind_of("mass_m1", ton) == ", t, total_increasing");
        CHECK(kind_of("volume_temp_e8", m3_celsius) == ", m³·°C, total_increasing");
    }

    TEST_CASE_FIXTURE(bench, "the past has no statistics of its own")
    {
        CHECK(kind_of("max_flow_month", litre_per_hour) == "volume_flow_rate, L/h, ");
        CHECK(kind_of("avg_t1_year", celsius) == "temperature, °C, ");
        CHECK(!is_diagnostic(of(measured("max_flow_month", litre_per_hour, "1"))));
    }

    TEST_CASE_FIXTURE(bench, "a difference of counters may fall")
    {
        CHECK(kind_of("differential_energy_de", kwh) == "energy, kWh, total");
    }

    TEST_CASE_FIXTURE(bench, "a state class that the class does not take is left out")
    {
        CHECK(kind_of("heat_energy_e1", kw) == "power, kW, ");
        CHECK(kind_of("power", kwh) == "energy, kWh, ");
    }

    TEST_CASE_FIXTURE(bench, "hours, flags and settings are diagnostics")
    {
        CHECK(kind_of("hour_counter", hour) == "duration, h, total_increasing");
        CHECK(kind_of("hour_counter", number) == ", , total_increasing");
        CHECK(kind_of("info_code", number) == ", , ");
        CHECK(is_diagnostic(of(measured("hour_counter", hour, "1"))));
        CHECK(is_diagnostic(of(measured("hour_counter", number, "1"))));
        CHECK(is_diagnostic(of(measured("info_code", number, "1"))));
        CHECK(is_diagnostic(of(measured("serial_number", number, "1"))));
        CHECK(is_diagnostic(of(measured("heat_energy_e1_high_res", wh, "1"))));
        CHECK(!is_diagnostic(of(measured("heat_energy_e1", kwh, "1"))));
    }

    TEST_CASE_FIXTURE(bench, "diagnostics that nobody asked for are not enabled")
    {
        CHECK(of(measured("heat_energy_e1", kwh, "1")).is_enabled);
        CHECK(!of(measured("info_code", number, "1")).is_enabled);
        meter.registers_listed = true;
        CHECK(of(measured("info_code", number, "1")).is_enabled);
    }

    TEST_CASE_FIXTURE(bench, "dates and times have their class, clocks and text none")
    {
        const auto class_of = [this](const std::string& name, kmp::unit unit, kmp::value value) {
            const auto sensor = of({.id = id(name), .unit = unit, .value = std::move(value)});
            CHECK(sensor.unit.empty());
            CHECK(sensor.state_class.empty());
            CHECK(!sensor.precision);
            return sensor.device_class;
        };
        CHECK(class_of("date", date, std::chrono::year{2026} / 11 / 22) == "date");
        CHECK(class_of("date", date, kmp::no_value{}) == "date");
        CHECK(class_of("datetime", dst_date_time, kmp::no_value{}) == "timestamp");
        CHECK(class_of("clock", kmp::unit::clock, kmp::clock_time{}) == "");
        CHECK(class_of("target_date", month_day, std::chrono::November / 1) == "");
        CHECK(class_of("type_number", ascii, kmp::ascii_text{"02K5"}) == "");
    }

    TEST_CASE_FIXTURE(bench, "a number that is published as text is text to Home Assistant")
    {
        CHECK(of(measured("heat_energy_e1", kwh, "1234567890123456")).unit.empty());
        CHECK(of(measured("heat_energy_e1", kwh, "123456789012345")).unit == "kWh");
    }

    TEST_CASE_FIXTURE(bench, "as many decimals are shown as the meter has")
    {
        CHECK(of(measured("temp_diff", kelvin, "7.60")).precision == 2);
        CHECK(of(measured("flow_v1", litre_per_hour, "317")).precision == 0);
        CHECK(!of(measured("info_code", number, "0")).precision);
    }

    TEST_CASE_FIXTURE(bench, "a value that is null keeps its unit and decimals")
    {
        auto reading = sample::reading();
        auto snapshot = sample::snapshot(reading, {id("temp_t1")});
        reading.values.clear();
        reading.missing = {id("temp_t1")};
        snapshot.apply(reading);
        const auto sensor = home::register_entity(home, meter, snapshot.registers().front());
        CHECK(sensor.unit == "°C");
        CHECK(sensor.precision == 2);
    }

    TEST_CASE_FIXTURE(bench, "a register that nobody knows has the meter's unit and no statistics")
    {
        CHECK(kind_of("register_5555", kwh) == "energy, kWh, ");
    }
}
