// SPDX-License-Identifier: Apache-2.0

#include "bridge/admission.hpp"

#include <doctest/doctest.h>

using kmp2mqtt::bridge::admission;

TEST_SUITE("bridge/admission")
{
    TEST_CASE(
        "commands are heard until too many answers wait, and again when half of them are gone")
    {
        admission door;
        CHECK(door.admits(admission::most_waiting - 1));
        CHECK_FALSE(door.admits(admission::most_waiting));
        CHECK_FALSE(door.admits(admission::most_waiting / 2));
        CHECK(door.admits(admission::most_waiting / 2 - 1));
        CHECK(door.admits(admission::most_waiting - 1));
    }

    TEST_CASE("what was not heard is counted, each flood by itself")
    {
        admission door;
        CHECK(door.unheard() == 0);
        static_cast<void>(door.admits(admission::most_waiting));
        static_cast<void>(door.admits(admission::most_waiting));
        CHECK(door.unheard() == 2);
        static_cast<void>(door.admits(0));
        CHECK(door.unheard() == 0);
    }
}
