// SPDX-License-Identifier: Apache-2.0

#include "mqtt/refusals.hpp"

#include <string>

#include <doctest/doctest.h>

using kmp2mqtt::mqtt::refusals;

TEST_SUITE("mqtt/refusals")
{
    TEST_CASE("a refused topic is told once a connection")
    {
        refusals known;
        CHECK(known.refused("a"));
        CHECK_FALSE(known.refused("a"));
        CHECK(known.refused("b"));
        known.restart();
        CHECK(known.refused("a"));
        CHECK_FALSE(known.refused("a"));
    }

    TEST_CASE("that a topic is taken again is told once, also on a later connection")
    {
        refusals known;
        CHECK_FALSE(known.accepted("a"));
        CHECK(known.refused("a"));
        known.restart();
        CHECK(known.accepted("a"));
        CHECK_FALSE(known.accepted("a"));
        CHECK(known.refused("a"));
    }

    TEST_CASE("topics that anybody makes up do not fill the log")
    {
        refusals known;
        for (std::size_t i = 0; i < refusals::most_topics; ++i) {
            CHECK(known.refused(std::to_string(i)));
        }
        CHECK_FALSE(known.refused("one more"));
        CHECK(known.accepted("0"));
        CHECK(known.refused("one more"));
    }
}
