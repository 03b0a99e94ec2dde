// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <set>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include <kmp/registers.hpp>
#include <kmp/unit.hpp>

using kmp::nature;
using kmp::register_id;

namespace {

bool is_symbol(std::string_view text)
{
    for (int code = 0; code < 256; ++code) {
        if (kmp::symbol(kmp::unit{static_cast<std::uint8_t>(code)}) == text) {
            return true;
        }
    }
    return false;
}

bool is_name(std::string_view text)
{
    return !text.empty() && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
}

}  // namespace

TEST_SUITE("kmp/registers")
{
    TEST_CASE("240 registers are known, by rising number")
    {
        const auto rows = kmp::known_registers();
        CHECK(rows.size() == 240);
        for (std::size_t i = 1; i < rows.size(); ++i) {
            CHECK(rows[i - 1].id < rows[i].id);
        }
    }

    TEST_CASE("every row is complete and names one register")
    {
        std::set<std::string> names;
        std::set<std::string> labels;
        for (const auto& row : kmp::known_registers()) {
            CAPTURE(std::string{row.name});
            CHECK(is_name(row.name));
            CHECK(names.emplace(row.name).second);
            CHECK(labels.emplace(row.label).second);
            CHECK(!row.label.empty());
            CHECK_FALSE(row.label.starts_with("Kamstrup"));
            CHECK(row.description.ends_with('.'));
            CHECK(row.meters != 0);
            CHECK(is_symbol(row.typical_unit));
            CHECK(kmp::find(row.id) == &row);
            CHECK(kmp::find_register(row.name) == row.id);
            CHECK(kmp::name_of(row.id) == row.name);
            CHECK(kmp::label_of(row.id) == row.label);
        }
    }

    TEST_CASE("what a value is over time is known of each register")
    {
        const auto nature_of = [](std::uint16_t id) { return kmp::find(register_id{id})->nature; };
        CHECK(nature_of(60) == nature::counter);
        CHECK(nature_of(266) == nature::wrapping_counter);
        CHECK(nature_of(80) == nature::present);
        CHECK(nature_of(178) == nature::difference);
        CHECK(nature_of(139) == nature::past);
        CHECK(nature_of(146) == nature::past);
        CHECK(nature_of(1001) == nature::setting);
        CHECK(nature_of(99) == nature::info);
    }

    TEST_CASE("a register that is not in the table is called by its number")
    {
        CHECK(kmp::find(register_id{59}) == nullptr);
        CHECK(kmp::find(register_id{0xFFFF}) == nullptr);
        CHECK(kmp::name_of(register_id{59}) == "register_59");
        CHECK(kmp::label_of(register_id{59}) == "Register 59");
        CHECK(kmp::find_register("register_59") == register_id{59});
        CHECK(kmp::find_register("register_0") == register_id{0});
        CHECK(kmp::find_register("register_65535") == register_id{65535});
        CHECK(kmp::find_register("register_60") == register_id{60});
    }

    TEST_CASE("no other word names a register")
    {
        for (const auto* const wrong :
             {"", "60", "heat", "Heat_energy_e1", "register_", "register_65536", "register_-1",
              "register_+1", "register_060", "register_6 ", "register_0x3C"}) {
            CAPTURE(wrong);
            CHECK_FALSE(kmp::find_register(wrong));
        }
    }

    TEST_CASE("a slip of the pen leads to the name that was meant")
    {
        CHECK(kmp::nearest_name("heat_energy") == "heat_energy_e1");
        CHECK(kmp::nearest_name("tmep_t1") == "temp_t1");
        CHECK(kmp::nearest_name("volume_v") == "volume_v1");
        CHECK(kmp::nearest_name("powr") == "power");
        CHECK(kmp::nearest_name("bananas").empty());
        CHECK(kmp::nearest_name("").empty());
        CHECK(kmp::nearest_name(std::string(1000, 'x')).empty());
    }
}
