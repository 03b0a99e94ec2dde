// SPDX-License-Identifier: Apache-2.0

#include "meter/plausibility.hpp"

#include <string_view>

#include <doctest/doctest.h>

using namespace std::chrono_literals;
using kmp::register_id;
using kmp::unit;
using kmp2mqtt::meter::agrees;
using kmp2mqtt::meter::judge;
using kmp2mqtt::meter::likeness;
using kmp2mqtt::meter::limits;

namespace {

constexpr limits small{.max_power = 50'000, .max_flow = 3'000};

kmp::measurement measured(unsigned id, std::string_view number, unit in)
{
    return {.id = static_cast<register_id>(id),
            .unit = in,
            .value = kmp::decimal::from_text(number).value()};
}

kmp::measurement energy(std::string_view number, unit in = unit::mwh)
{
    return measured(60, number, in);
}

/// What is said of register `id` that goes from one number to the other.
kmp2mqtt::meter::verdict change(unsigned id, std::string_view before, std::string_view after,
                                unit in, std::chrono::milliseconds elapsed = 1h)
{
    const auto known = measured(id, before, in);
    return judge(small, &known, elapsed, measured(id, after, in));
}

likeness first(unsigned id, std::string_view number, unit in)
{
    return judge(small, nullptr, 0ms, measured(id, number, in)).is;
}

}  // namespace

TEST_SUITE("meter/plausibility")
{
    TEST_CASE("the first value of a counter may be any")
    {
        CHECK(first(60, "145.969", unit::mwh) == likeness::plausible);
        CHECK(first(60, "0", unit::gj) == likeness::plausible);
    }

    TEST_CASE("a counter that fell is told with both values")
    {
        const auto said = change(60, "145.969", "0.000", unit::mwh);
        CHECK(said.is == likeness::fallen);
        CHECK(said.reason == "fell from 145.969 MWh to 0.000 MWh");
        CHECK(change(60, "145.969", "145.968", unit::mwh).is == likeness::fallen);
    }

    TEST_CASE("a counter that stands still is plausible, with other decimals too")
    {
        CHECK(change(60, "145.969", "145.969", unit::mwh, 0ms).is == likeness::plausible);
        CHECK(change(60, "145.9", "145.90", unit::mwh, 0ms).is == likeness::plausible);
    }

    TEST_CASE("a counter grows no faster than max_power and one step of its last digit")
    {
        CHECK(change(60, "10.000", "10.051", unit::mwh).is == likeness::plausible);
        const auto said = change(60, "10.000", "10.052", unit::mwh);
        CHECK(said.is == likeness::doubtful);
        CHECK(said.reason ==
              "went from 10.000 MWh to 10.052 MWh in 1h, more than max_power = 50 kW allows");
        CHECK(change(60, "10.000", "10.052", unit::mwh, 2h).is == likeness::plausible);
    }

    TEST_CASE("the limit holds for energy in other units")
    {
        CHECK(change(60, "1.000", "1.181", unit::gj).is == likeness::plausible);
        CHECK(change(60, "1.000", "1.182", unit::gj).is == likeness::doubtful);
        CHECK(change(60, "1000", "1051", unit::kwh).is == likeness::plausible);
        CHECK(change(60, "1000", "1052", unit::kwh).is == likeness::doubtful);
        CHECK(change(60, "0.000", "0.043", unit::gcal).is == likeness::plausible);
        CHECK(change(60, "0.000", "0.045", unit::gcal).is == likeness::doubtful);
    }

    TEST_CASE("volume and mass grow no faster than max_flow")
    {
        CHECK(change(68, "5.00", "8.01", unit::m3).is == likeness::plausible);
        CHECK(change(68, "5.00", "8.02", unit::m3).is == likeness::doubtful);
        CHECK(change(72, "5.00", "8.02", unit::ton).is == likeness::doubtful);
        CHECK(change(97, "0", "555", unit::m3_celsius).is == likeness::plausible);
        CHECK(change(97, "0", "557", unit::m3_celsius).is == likeness::doubtful);
    }

    TEST_CASE("hours pass no faster than time")
    {
        CHECK(change(1004, "100", "102", unit::hour).is == likeness::plausible);
        CHECK(change(1004, "100", "103", unit::hour).is == likeness::doubtful);
        CHECK(change(1004, "100", "300", unit::none).is == likeness::plausible);
    }

    TEST_CASE("the pulses of another meter have the widest limits")
    {
        CHECK(change(84, "5.00", "50.00", unit::m3).is == likeness::plausible);
        CHECK(change(84, "5.00", "500.00", unit::m3).is == likeness::doubtful);
    }

    TEST_CASE("numbers of any size are compared to the last digit")
    {
        CHECK(change(60, "9007199254740993", "9007199254740992", unit::wh).is == likeness::fallen);
        CHECK(change(60, "1", "99999999999999999999999", unit::wh).is == likeness::doubtful);
        CHECK(change(60, "1", "-1", unit::wh).is == likeness::doubtful);
        CHECK(first(60, "-1", unit::wh) == likeness::doubtful);
    }

    TEST_CASE("a year between two readings leaves room for a year's count")
    {
        CHECK(change(60, "0", "438", unit::mwh, 24h * 365).is == likeness::plausible);
        CHECK(change(60, "0", "440", unit::mwh, 24h * 365).is == likeness::doubtful);
    }

    TEST_CASE("energy of high resolution starts anew at 10 MWh, and nowhere else")
    {
        CHECK(change(266, "9999990.5", "12.1", unit::wh).is == likeness::plausible);
        CHECK(change(266, "9999990.5", "80000.0", unit::wh).is == likeness::fallen);
        CHECK(change(266, "99990.5", "12.1", unit::wh).is == likeness::fallen);
        CHECK(change(266, "9999.99", "0.01", unit::kwh).is == likeness::plausible);
    }

    TEST_CASE("volume of high resolution starts anew at a power of ten")
    {
        CHECK(change(239, "9999999", "12", unit::litre).is == likeness::plausible);
        CHECK(change(239, "8999999", "12", unit::litre).is == likeness::fallen);
    }

    TEST_CASE("a counter that is not of high resolution never starts anew")
    {
        CHECK(change(60, "9999999", "0", unit::wh).is == likeness::fallen);
    }

    TEST_CASE("a power and a flow are within the limits, also backwards")
    {
        CHECK(first(80, "50.0", unit::kw) == likeness::plausible);
        CHECK(first(80, "-50.0", unit::kw) == likeness::plausible);
        CHECK(first(80, "51.0", unit::kw) == likeness::doubtful);
        CHECK(first(80, "-51.0", unit::kw) == likeness::doubtful);
        CHECK(first(74, "3000", unit::litre_per_hour) == likeness::plausible);
        CHECK(first(74, "3001", unit::litre_per_hour) == likeness::doubtful);
        CHECK(first(74, "3.001", unit::m3_per_hour) == likeness::doubtful);
        CHECK(change(80, "1.0", "60.0", unit::kw).reason ==
              "60.0 kW is more than max_power = 50 kW");
    }

    TEST_CASE("an extreme of the past and a setting are no present value")
    {
        CHECK(first(128, "60.0", unit::kw) == likeness::plausible);
        CHECK(first(259, "100", unit::m3_per_hour) == likeness::plausible);
        CHECK(change(178, "5", "3", unit::mwh).is == likeness::plausible);
    }

    TEST_CASE("a first value in a unit of another quantity is doubted")
    {
        const auto said = judge(small, nullptr, 0ms, energy("61.62", unit::celsius));
        CHECK(said.is == likeness::doubtful);
        CHECK(said.reason == "came in °C, where MWh is usual");
        CHECK(first(86, "61.62", unit::kelvin) == likeness::plausible);
        CHECK(first(60, "12", unit::date) == likeness::doubtful);
    }

    TEST_CASE("a tariff register may count anything, and no unit is none of another quantity")
    {
        CHECK(first(64, "5", unit::m3) == likeness::plausible);
        CHECK(first(1004, "5", unit::none) == likeness::plausible);
        CHECK(first(60, "5", static_cast<unit>(0x70)) == likeness::plausible);
    }

    TEST_CASE("a unit that changed is told with both")
    {
        const auto known = energy("10.0", unit::gj);
        const auto said = judge(small, &known, 1h, energy("2777", unit::kwh));
        CHECK(said.is == likeness::other_unit);
        CHECK(said.reason == "unit changed from GJ to kWh");
    }

    TEST_CASE("a register that nobody knows is judged by its unit alone")
    {
        CHECK(change(9999, "100", "1", unit::mwh).is == likeness::plausible);
    }

    TEST_CASE("a second look at a counter may have counted on, at anything else is the same")
    {
        CHECK(agrees(small, energy("0.000"), 2s, energy("0.001")));
        CHECK_FALSE(agrees(small, energy("0.005"), 2s, energy("0.004")));
        CHECK_FALSE(agrees(small, energy("0.000"), 2s, energy("0.010")));
        CHECK_FALSE(agrees(small, energy("1", unit::gj), 2s, energy("1", unit::mwh)));
        CHECK(agrees(small, measured(80, "60", unit::kw), 2s, measured(80, "60", unit::kw)));
        CHECK_FALSE(agrees(small, measured(80, "60", unit::kw), 2s, measured(80, "61", unit::kw)));
    }
}
