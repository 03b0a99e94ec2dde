// SPDX-License-Identifier: Apache-2.0

#include "simulator/model.hpp"

#include <algorithm>
#include <set>

#include <doctest/doctest.h>

#include <kmp/registers.hpp>

using namespace kmp2mqtt::simulator;

namespace {

bool has(const char* model, std::uint16_t id)
{
    return find_source(*find_model(model), kmp::register_id{id}) != nullptr;
}

}  // namespace

TEST_SUITE("simulator/model")
{
    TEST_CASE("the models that people have are there")
    {
        for (const auto* name : {"403", "603", "302", "402", "601", "602", "flowiq"}) {
            CHECK(find_model(name) != nullptr);
        }
        CHECK(find_model("999") == nullptr);
    }

    TEST_CASE("no type code is one that Kamstrup is known to use")
    {
        std::set<int> seen;
        for (const auto& model : models()) {
            CHECK(model.type >= 0xF000);
            CHECK(seen.insert(model.type).second);
        }
    }

    TEST_CASE("every model has the registers that are read by default")
    {
        for (const auto& model : models()) {
            CAPTURE(model.name);
            const bool is_water = model.family == kmp::meter_family::multical_62_21;
            const std::initializer_list<std::uint16_t> heat{60, 68, 74, 80, 86, 87, 89, 99};
            const std::initializer_list<std::uint16_t> water{68, 74, 99, 243, 292, 299, 1004};
            for (const auto id : is_water ? water : heat) {
                CAPTURE(id);
                CHECK(find_source(model, kmp::register_id{id}) != nullptr);
            }
        }
    }

    TEST_CASE("mantissas of all lengths that meters were seen to send occur")
    {
        std::set<int> lengths;
        for (const auto& model : models()) {
            for (const auto& row : model.registers) {
                if (find_source(model, kmp::register_id{row.id}) != nullptr) {
                    lengths.insert(model.formats[static_cast<std::size_t>(row.what)].length);
                }
            }
        }
        CHECK(lengths == std::set<int>{1, 2, 4, 7, 8});
    }

    TEST_CASE("energy comes in every unit that heat meters use")
    {
        std::set<kmp::unit> units;
        for (const auto& model : models()) {
            units.insert(model.formats[static_cast<std::size_t>(quantity::energy)].unit);
        }
        CHECK(units == std::set{kmp::unit::kwh, kmp::unit::mwh, kmp::unit::gj});
    }

    TEST_CASE("a model lacks what the register table does not know for it")
    {
        CHECK(has("403", 266));
        CHECK_FALSE(has("403", 155));
        CHECK(has("601", 155));
        CHECK_FALSE(has("601", 266));
        CHECK_FALSE(has("302", 126));
        CHECK_FALSE(has("flowiq", 60));
        CHECK_FALSE(has("403", 582));
    }

    TEST_CASE("registers stand in the table by rising number and are known to the library")
    {
        for (const auto table : {heat_registers(), water_registers()}) {
            CHECK(std::ranges::is_sorted(table, {}, &register_source::id));
            for (const auto& row : table) {
                CAPTURE(row.id);
                CHECK(kmp::find(kmp::register_id{row.id}) != nullptr);
            }
        }
    }

    TEST_CASE("units are those that the register table calls typical")
    {
        const auto& heat = find_model("403")->formats;
        CHECK(heat[static_cast<std::size_t>(quantity::power)].unit == kmp::unit::kw);
        CHECK(heat[static_cast<std::size_t>(quantity::difference)].unit == kmp::unit::kelvin);
        CHECK(heat[static_cast<std::size_t>(quantity::clock)].unit == kmp::unit::clock);
        CHECK(heat[static_cast<std::size_t>(quantity::date_time)].unit == kmp::unit::dst_date_time);
    }
}
