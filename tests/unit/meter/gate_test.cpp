// SPDX-License-Identifier: Apache-2.0

#include <doctest/doctest.h>

#include "gate_bench.hpp"

using namespace gate_test;

TEST_SUITE("meter/gate")
{
    TEST_CASE_FIXTURE(bench, "what counts on passes, and nobody hears of it")
    {
        CHECK(value_of(read_energy("10.000")) == "10.000 MWh");
        CHECK(doubtful("10.020").empty());
        const auto got = read_energy("10.020");
        CHECK(value_of(got) == "10.020 MWh");
        CHECK(got.rejected.empty());
        CHECK(got.notices.empty());
    }

    TEST_CASE_FIXTURE(bench, "a fallen and a leaping counter are worth a second look")
    {
        read_energy("10.000");
        CHECK(doubtful("0.000") == std::vector{energy});
        CHECK(doubtful("900.000") == std::vector{energy});
    }

    TEST_CASE_FIXTURE(bench, "a counter that fell passes when a second look agrees")
    {
        read_energy("10.000");
        const auto got = read_energy("0.000", again("0.000"));
        CHECK(value_of(got) == "0.000 MWh");
        CHECK(type_of(got) == "counter_restarted");
        CHECK(got.notices.at(0).message ==
              "heat_energy_e1: fell from 10.000 MWh to 0.000 MWh; read again it is 0.000 MWh");
        CHECK(read_energy("0.010").notices.empty());
    }

    TEST_CASE_FIXTURE(bench, "a counter that leapt passes when a second look agrees")
    {
        read_energy("10.000");
        const auto got = read_energy("900.000", again("900.000"));
        CHECK(value_of(got) == "900.000 MWh");
        CHECK(type_of(got) == "value_confirmed");
    }

    TEST_CASE_FIXTURE(bench, "a second look that finds what was to be expected counts")
    {
        read_energy("10.000");
        const auto got = read_energy("900.000", again("10.010"));
        CHECK(value_of(got) == "10.010 MWh");
        CHECK(type_of(got) == "value_rejected");
    }

    TEST_CASE_FIXTURE(bench, "two looks that contradict each other give nothing")
    {
        read_energy("10.000");
        const auto got = read_energy("900.000", again("500.000"));
        CHECK(value_of(got) == "null");
        REQUIRE(got.rejected.size() == 1);
        CHECK(got.rejected[0].first == energy);
        CHECK(got.rejected[0].second ==
              "went from 10.000 MWh to 900.000 MWh in 1h, more than max_power = 50 kW allows; "
              "read again it was 500.000 MWh");
        CHECK(type_of(got) == "value_rejected");
        CHECK(value_of(read_energy("10.020")) == "10.020 MWh");
    }

    TEST_CASE_FIXTURE(bench, "a second look that is not answered gives nothing")
    {
        read_energy("10.000");
        CHECK(value_of(read_energy("0.000")) == "null");
    }

    TEST_CASE_FIXTURE(bench, "a unit that changed passes with the second read that has it")
    {
        read({measured(energy, "10.000", unit::gj)});
        CHECK(gate.doubtful({measured(energy, "2778", unit::kwh)}, now).empty());
        const auto first = read({measured(energy, "2778", unit::kwh)});
        CHECK(value_of(first) == "null");
        CHECK(first.rejected.at(0).second == "unit changed from GJ to kWh");
        CHECK(type_of(first) == "value_rejected");
        const auto second = read({measured(energy, "2780", unit::kwh)});
        CHECK(value_of(second) == "2780 kWh");
        CHECK(type_of(second) == "unit_changed");
        CHECK(read({measured(energy, "2790", unit::kwh)}).notices.empty());
    }

    TEST_CASE_FIXTURE(bench, "energy that turns into power is not accepted however often it comes")
    {
        read_energy("10.000");
        for (int times = 0; times < 5; ++times) {
            const auto got = read({measured(energy, "10.0", unit::kw)});
            CHECK(value_of(got) == "null");
            CHECK(got.rejected.at(0).second ==
                  "unit changed from MWh to kW, which measure different things");
        }
        CHECK(value_of(read_energy("10.010")) == "10.010 MWh");
    }

    TEST_CASE_FIXTURE(bench, "a quantity that was wrong at first gives way to the right one")
    {
        read({measured(energy, "10.0", unit::kw)}, {measured(energy, "10.0", unit::kw)});
        CHECK(value_of(read_energy("10.000")) == "null");
        CHECK(value_of(read_energy("10.001")) == "10.001 MWh");
    }

    TEST_CASE_FIXTURE(bench, "what looks like another meter's passes only if it is the same one")
    {
        read({measured(energy, "10.000", unit::mwh), measured(power, "5", unit::kw)});
        is_same_meter = false;
        const values fallen{measured(energy, "0.000", unit::mwh), measured(power, "5", unit::kw)};
        CHECK(gate.is_broken_off(fallen, now));
        CHECK(gate.is_broken_off({measured(energy, "900.000", unit::mwh)}, now));
        CHECK(gate.is_broken_off({measured(energy, "10.000", unit::gj)}, now));
        CHECK_FALSE(gate.is_broken_off({measured(energy, "10.001", unit::mwh)}, now));
        CHECK_FALSE(gate.is_broken_off({measured(power, "5000", unit::kw)}, now));
        const auto got = read(fallen, again("0.000"));
        CHECK(got.values.size() == 1);
        CHECK(got.rejected.at(0).second ==
              "fell from 10.000 MWh to 0.000 MWh, and the meter did not say whether it is the same "
              "one");
        read({measured(energy, "36.0", unit::gj)});
        CHECK(value_of(read({measured(energy, "36.0", unit::gj)})) == "null");
        is_same_meter = true;
        CHECK(value_of(read({measured(energy, "36.0", unit::gj)})) == "36.0 GJ");
    }

    TEST_CASE_FIXTURE(bench, "a gate that recalls judges as the one before")
    {
        read_energy("10.000");
        const auto known = gate.accepted();
        REQUIRE(known.size() == 1);
        CHECK(kmp2mqtt::meter::text(known[0].value) == "10.000 MWh");
        gate = kmp2mqtt::meter::gate{{.max_power = 50'000, .max_flow = 3'000}};
        now.steady = {};
        gate.recall(known, now.steady);
        CHECK(doubtful("0.000") == std::vector{energy});
        CHECK(doubtful("10.200") == std::vector{energy});
        now.wall += 9h;
        CHECK(doubtful("10.200").empty());
    }

    TEST_CASE_FIXTURE(bench, "a unit that was another only once is forgotten")
    {
        read({measured(energy, "10.000", unit::gj)});
        read({measured(energy, "2778", unit::kwh)});
        CHECK(value_of(read({measured(energy, "10.001", unit::gj)})) == "10.001 GJ");
        CHECK(value_of(read({measured(energy, "2778", unit::kwh)})) == "null");
    }

    TEST_CASE_FIXTURE(bench, "a broken sensor is told once, and stands in rejected each time")
    {
        const values broken{measured(register_id{86}, "185.00", unit::celsius)};
        CHECK(gate.doubtful(broken, now).empty());
        const auto first = read(broken);
        CHECK(value_of(first) == "null");
        CHECK(type_of(first) == "value_rejected");
        const auto second = read(broken);
        CHECK(second.rejected.size() == 1);
        CHECK(second.notices.empty());
        CHECK(read({measured(register_id{86}, "61.62", unit::celsius)}).rejected.empty());
        CHECK(type_of(read(broken)) == "value_rejected");
    }

    TEST_CASE_FIXTURE(bench, "a sensor is broken until an info code says otherwise")
    {
        constexpr register_id t2{87};
        constexpr register_id info_code{99};
        const auto zero = measured(t2, "0.00", unit::celsius);
        CHECK(read({zero}).rejected.empty());
        CHECK(read({zero, measured(info_code, "4", unit::none)}).rejected.size() == 1);
        CHECK(read({zero}).rejected.size() == 1);
        CHECK(read({zero, measured(info_code, "0", unit::none)}).rejected.empty());
        CHECK(read({zero}).rejected.empty());
    }

    TEST_CASE_FIXTURE(bench, "values keep the order they were asked for in")
    {
        read({measured(energy, "10", unit::mwh), measured(power, "5", unit::kw)});
        const auto got =
            read({measured(energy, "0", unit::mwh), measured(power, "5", unit::kw)}, again("0"));
        REQUIRE(got.values.size() == 2);
        CHECK(got.values[0].id == energy);
        CHECK(got.values[1].id == power);
    }

    TEST_CASE_FIXTURE(bench, "another meter begins without a history")
    {
        read_energy("10.000");
        gate.forget();
        CHECK(doubtful("0.000").empty());
        CHECK(value_of(read_energy("0.000")) == "0.000 MWh");
    }

    TEST_CASE_FIXTURE(bench, "a clock that was set back doubts nothing by itself")
    {
        read_energy("10.000");
        now.wall -= 24h;
        CHECK(doubtful("10.020").empty());
        now.wall += 24h;
        now.steady -= 24h;
        CHECK(doubtful("10.020").empty());
    }

    TEST_CASE_FIXTURE(bench, "the info code beside a value counts, else the last of two days")
    {
        read({measured(register_id{369}, "256", unit::none)});
        CHECK(read({measured(register_id{74}, "0", unit::litre_per_hour),
                    measured(register_id{99}, "0", unit::none)})
                  .rejected.empty());
        const values still{measured(register_id{74}, "0", unit::litre_per_hour)};
        read({measured(register_id{99}, "256", unit::none)});
        CHECK(read(still).rejected.size() == 1);
        pass(48h);
        CHECK(read(still).rejected.empty());
    }

    TEST_CASE_FIXTURE(bench, "what is made of a broken sensor is held back in reads without it too")
    {
        const values difference{measured(register_id{89}, "0.00", unit::kelvin)};
        CHECK(read({measured(register_id{86}, "185.00", unit::celsius)}).rejected.size() == 1);
        CHECK(read(difference).rejected.size() == 1);
        read({measured(register_id{86}, "61.62", unit::celsius)});
        CHECK(read(difference).rejected.empty());
    }
}
