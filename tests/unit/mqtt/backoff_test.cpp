// SPDX-License-Identifier: Apache-2.0

#include "mqtt/backoff.hpp"

#include <chrono>
#include <set>

#include <doctest/doctest.h>

using kmp2mqtt::mqtt::backoff;
using namespace std::chrono_literals;

TEST_SUITE("mqtt/backoff")
{
    TEST_CASE("waits double from one second, and stay between 30 s and a minute at last")
    {
        for (std::uint32_t seed = 0; seed < 200; ++seed) {
            backoff waits{seed};
            for (const auto least : {1s, 2s, 4s, 8s, 16s, 30s, 30s, 30s}) {
                const auto wait = waits.next();
                CHECK(wait >= least);
                CHECK(wait <= 2 * least);
            }
        }
    }

    TEST_CASE("a connection that lasted makes the next wait short")
    {
        backoff waits{1};
        for (int i = 0; i < 5; ++i) {
            static_cast<void>(waits.next());
        }
        waits.reset();
        CHECK(waits.next() <= 2s);
    }

    TEST_CASE("bridges that lost the same broker come back at different times")
    {
        std::set<std::chrono::milliseconds> waits;
        for (std::uint32_t seed = 1; seed <= 50; ++seed) {
            waits.insert(backoff{seed * 2'654'435'761U}.next());
        }
        CHECK(waits.size() > 25);
    }
}
