// SPDX-License-Identifier: Apache-2.0

#include "tool/catalogue.hpp"

#include <algorithm>

#include <doctest/doctest.h>

using kmp2mqtt::tool::find_in_catalogue;
using kmp2mqtt::tool::model_names;
using kmp2mqtt::tool::models_of;
using kmp2mqtt::tool::search;

namespace {

std::vector<unsigned> numbers(const search& what)
{
    std::vector<unsigned> all;
    for (const auto* const row : find_in_catalogue(what)) {
        all.push_back(static_cast<unsigned>(row->id));
    }
    return all;
}

std::vector<unsigned> fitting(std::vector<std::string> words)
{
    return numbers({.words = words, .unit = {}, .model = {}});
}

}  // namespace

TEST_SUITE("tool/catalogue")
{
    TEST_CASE("without a search, all registers are found")
    {
        CHECK(fitting({}).size() == kmp::known_registers().size());
    }

    TEST_CASE("a number finds that register and no other")
    {
        CHECK(fitting({"60"}) == std::vector{60U});
        CHECK(fitting({"0x3C"}) == std::vector{60U});
    }

    TEST_CASE("a word finds names, labels and descriptions, capitals alike")
    {
        CHECK(std::ranges::count(fitting({"HEAT energy"}), 60U) == 1);
        CHECK(std::ranges::count(fitting({"heat_energy_e1"}), 60U) == 1);
        CHECK(fitting({"nothing like that"}).empty());
    }

    TEST_CASE("several words narrow the search")
    {
        const auto some = fitting({"flow", "year"});
        CHECK(!some.empty());
        CHECK(some.size() < fitting({"flow"}).size());
    }

    TEST_CASE("a unit and a model narrow it too")
    {
        const std::vector<std::string> none;
        for (const auto* const row :
             find_in_catalogue({.words = none, .unit = "m³", .model = "flowiq"})) {
            CHECK(row->typical_unit == "m³");
            CHECK(std::ranges::count(models_of(*row), "flowiq") == 1);
        }
        CHECK(!numbers({.words = none, .unit = "°C", .model = "403"}).empty());
        CHECK(numbers({.words = none, .unit = "parsec", .model = {}}).empty());
    }

    TEST_CASE("every model knows registers")
    {
        const std::vector<std::string> none;
        for (const auto& model : model_names()) {
            CAPTURE(model.name);
            CHECK(!numbers({.words = none, .unit = {}, .model = model.name}).empty());
        }
    }
}
