// SPDX-License-Identifier: Apache-2.0

#include <doctest/doctest.h>

#include "gate_bench.hpp"

using namespace gate_test;

TEST_SUITE("meter/gate: trouble that stays")
{
    TEST_CASE_FIXTURE(bench,
                      "a power that stays beyond its limit is told once, and read again each time")
    {
        const auto of = [](std::string_view kilowatts) {
            return values{measured(power, kilowatts, unit::kw)};
        };
        CHECK(gate.doubtful(of("60.1"), now) == std::vector{power});
        CHECK(type_of(read(of("60.1"), of("60.2"))) == "value_rejected");
        CHECK(gate.doubtful(of("61.7"), now) == std::vector{power});
        CHECK(read(of("61.7"), of("61.9")).notices.empty());
        CHECK(type_of(read(of("61.7"), of("61.7"))) == "value_confirmed");
        CHECK(read(of("49.9")).values.size() == 1);
        CHECK(gate.doubtful(of("60.1"), now) == std::vector{power});
        CHECK(type_of(read(of("60.1"), of("60.2"))) == "value_rejected");
    }

    TEST_CASE_FIXTURE(bench, "a counter that stays in doubt is told once, and read again each time")
    {
        read_energy("10.000");
        CHECK(type_of(read_energy("3.000", again("5.000"))) == "value_rejected");
        CHECK(doubtful("4.000") == std::vector{energy});
        CHECK(type_of(read_energy("4.000", again("2.000"))).empty());
    }

    TEST_CASE_FIXTURE(bench, "two sightings of a unit with the old one between make no change")
    {
        const auto in_gj = [](std::string_view number) {
            return values{measured(energy, number, unit::gj)};
        };
        read_energy("10.000");
        CHECK(read(in_gj("36.000")).rejected.size() == 1);
        read_energy("3.000", again("5.000"));
        CHECK(read(in_gj("36.100")).rejected.size() == 1);
        CHECK(value_of(read(in_gj("36.200"))) == "36.200 GJ");
    }
}
