// SPDX-License-Identifier: Apache-2.0

#include "meter/link_quality.hpp"

#include <doctest/doctest.h>

using kmp2mqtt::meter::link_quality;

TEST_SUITE("meter/link_quality")
{
    TEST_CASE("nothing is said before the first request")
    {
        CHECK(!link_quality{}.percent());
    }

    TEST_CASE("it is the share of good answers")
    {
        link_quality link;
        link.note(true);
        CHECK(link.percent() == 100);
        link.note(false);
        CHECK(link.percent() == 50);
    }

    TEST_CASE("only the newest twenty requests count")
    {
        link_quality link;
        for (int i = 0; i < 20; ++i) {
            link.note(false);
        }
        CHECK(link.percent() == 0);
        for (int i = 0; i < 19; ++i) {
            link.note(true);
        }
        CHECK(link.percent() == 95);
        link.note(true);
        CHECK(link.percent() == 100);
    }
}
