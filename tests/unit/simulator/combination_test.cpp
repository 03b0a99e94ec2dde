// SPDX-License-Identifier: Apache-2.0

#include "simulator/combination.hpp"

#include <doctest/doctest.h>

#include "bench.hpp"

using namespace bench;

namespace {

using texts = std::vector<std::string>;

/// The names of a combination, or what is wrong with it.
std::string names(const texts& given)
{
    const auto combined = simulator::combine(given);
    if (!combined) {
        return combined.error();
    }
    std::string all;
    for (const auto& fault : *combined) {
        all += (all.empty() ? "" : " ") + std::string{fault.what->name};
    }
    return all;
}

double number(const std::string& text)
{
    return faults(text).at(0).number;
}

std::string objection(const std::string& text, std::string_view model, bool over_tcp)
{
    return simulator::objection(faults(text), *simulator::find_model(model), over_tcp);
}

}  // namespace

TEST_SUITE("simulator/combination")
{
    TEST_CASE("scenarios are combined with commas, or one text each, in any order")
    {
        CHECK(names({}).empty());
        CHECK(names({"noise"}) == "noise");
        CHECK(names({"noise,late"}) == "noise late");
        CHECK(names({"late", "noise"}) == "noise late");
        CHECK(names({"late,echo", "noise:"}) == "noise:: noise takes no number");
        CHECK(names({"late:3000,echo", "bit_errors:0.1"}) == "echo bit_errors late");
    }

    TEST_CASE("a number is the one given, or the usual one")
    {
        CHECK(number("late") == 2500);
        CHECK(number("late:3000") == 3000);
        CHECK(number("bit_errors:0.25") == 0.25);
        CHECK(number("bit_errors:1e-5") == 1e-5);
    }

    TEST_CASE("every usual number is a possible one")
    {
        for (const auto& row : simulator::scenarios()) {
            CAPTURE(row.name);
            CHECK(row.takes.usual >= row.takes.least);
            CHECK(row.takes.usual <= row.takes.most);
        }
    }

    TEST_CASE("what is wrong is answered with what would be right")
    {
        CHECK(
            names({"gremlins"}).starts_with("gremlins is no scenario; there are refusal, echo, "));
        CHECK(names({""}).starts_with("nothing is no scenario"));
        CHECK(names({"noise,,late"}).starts_with("nothing is no scenario"));
        CHECK(names({"noise,"}).starts_with("nothing is no scenario"));
        for (const auto* rate : {"2", "-0.1", "nan", "inf", "x", "0.1x", "", " 0.1"}) {
            const auto text = "bit_errors:" + std::string{rate};
            CHECK(names({text}) ==
                  text + ": RATE is a number from 0 to 1, such as bit_errors:0.001");
        }
        CHECK(names({"reset:1.5"}) ==
              "reset:1.5: N is a whole number from 1 to 1000000, such as reset:3");
        CHECK(names({"late:1600"}) ==
              "late:1600: MS is a whole number from 1601 to 60000, such as late:2500");
    }

    TEST_CASE("two scenarios that decide the same cannot stand together")
    {
        CHECK(names({"half,silent"}) ==
              "half and silent both decide how an answer ends; name one of them");
        CHECK(names({"echo", "echo_partial"}) ==
              "echo and echo_partial both decide what the head sends back; name one of them");
        CHECK(names({"slow,late"}) ==
              "slow and late both decide when an answer begins; name one of them");
        CHECK(names({"noise", "noise"}) == "noise stands twice; once is enough");
        CHECK(names({"late:2000,late:3000"}) == "late stands twice; once is enough");
    }

    TEST_CASE("what a meter cannot show is refused")
    {
        CHECK(objection("sensor_fault", "flowiq", true) ==
              "sensor_fault needs a heat meter, such as --model 403; flowiq measures water alone");
        CHECK(objection("unit_change", "flowiq", true).starts_with("unit_change needs"));
        CHECK(objection("noise,refusal", "403", false) ==
              "refusal needs --tcp: a pseudo-terminal refuses nobody");
        CHECK(objection("sensor_fault,refusal", "403", true).empty());
        CHECK(objection("noise,reset", "flowiq", false).empty());
    }
}
