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
        CHECK(fitting({"register_60"}) == std::vector{60U});
        CHECK(fitting({"4711"}).empty());
    }

    TEST_CASE("several numbers find all of them, words beside them narrow the search")
    {
        CHECK(fitting({"68", "0x3C"}) == std::vector{60U, 68U});
        CHECK(fitting({"68", "60", "heat"}) == std::vector{60U});
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
             find_in_catalogue({.words = none, .unit = "bar", .model = "403"})) {
            CHECK(row->typical_unit == "bar");
            CHECK(std::ranges::count(models_of(*row), "403") == 1);
        }
        CHECK(!numbers({.words = none, .unit = "°C", .model = "403"}).empty());
        CHECK(numbers({.words = none, .unit = "parsec", .model = {}}).empty());
    }

    TEST_CASE("a unit finds all of its quantity, since the meter decides which one it is")
    {
        const std::vector<std::string> none;
        const auto with = [&none](std::string_view unit) {
            return numbers({.words = none, .unit = unit, .model = {}});
        };
        const auto energies = with("MWh");
        CHECK(std::ranges::count(energies, 60U) == 1);
        CHECK(std::ranges::count(energies, 266U) == 1);
        CHECK(with("GJ") == energies);
        CHECK(with("kwh") == energies);
        CHECK(std::ranges::count(with("l"), 68U) == 1);
    }

    TEST_CASE("a unit is found as it can be typed")
    {
        const std::vector<std::string> none;
        const auto with = [&none](std::string_view unit) {
            return numbers({.words = none, .unit = unit, .model = {}});
        };
        CHECK(with("m3") == with("m³"));
        CHECK(with("m^3") == with("m³"));
        CHECK(with("M3/H") == with("m³/h"));
        for (const auto* const typed : {"C", "degC", "°c", "celsius"}) {
            CAPTURE(typed);
            CHECK(!with(typed).empty());
            CHECK(with(typed) == with("°C"));
        }
    }

    TEST_CASE("whether any register can have a unit is known")
    {
        CHECK(kmp2mqtt::tool::is_unit("gj"));
        CHECK(kmp2mqtt::tool::is_unit("m3"));
        CHECK(kmp2mqtt::tool::is_unit("bar"));
        CHECK_FALSE(kmp2mqtt::tool::is_unit("parsec"));
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
