// SPDX-License-Identifier: Apache-2.0

#include <doctest/doctest.h>

#include <kmp/command_info.hpp>

TEST_SUITE("kmp/command_info")
{
    TEST_CASE("commands have the names of their document")
    {
        REQUIRE(kmp::find(kmp::command::get_register) != nullptr);
        CHECK(kmp::find(kmp::command::get_register)->name == "GetRegister");
        CHECK(kmp::find(kmp::command{0xA2})->name == "GetLogIDPresent");
        CHECK(kmp::find(kmp::command{0xAA}) == nullptr);
        CHECK(kmp::find(kmp::command{0x00}) == nullptr);
    }

    TEST_CASE("those that change a meter are marked, and none of them can be encoded")
    {
        for (const int code : {0x09, 0x11, 0x9C, 0xA1}) {
            CHECK(kmp::find(kmp::command{static_cast<std::uint8_t>(code)})->changes_meter);
        }
        for (const auto sent :
             {kmp::command::get_type, kmp::command::get_serial_no, kmp::command::get_register}) {
            CHECK_FALSE(kmp::find(sent)->changes_meter);
        }
    }
}
