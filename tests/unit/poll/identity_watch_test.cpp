// SPDX-License-Identifier: Apache-2.0

#include "poll/identity_watch.hpp"

#include <doctest/doctest.h>

using namespace std::chrono_literals;
using kmp2mqtt::core::clock;
using kmp2mqtt::meter::identity;
using kmp2mqtt::poll::identity_watch;
using kmp2mqtt::poll::verdict;

namespace {

identity meter(const char* serial, const char* type = "0001")
{
    return {.serial = serial, .type = type, .software = "A1"};
}

identity nameless(const char* type = "0001")
{
    return {.serial = "", .type = type, .software = "A1", .names_nobody = true};
}

}  // namespace

TEST_SUITE("poll/identity_watch")
{
    TEST_CASE("identity is asked at start, once a day, and after a failed read")
    {
        identity_watch watch{""};
        const clock::time_point start{};
        CHECK(watch.is_due(start));
        CHECK(watch.learn(meter("71234567"), start) == verdict::same);
        CHECK_FALSE(watch.is_due(start + 23h));
        CHECK(watch.is_due(start + 24h));
        watch.doubt();
        CHECK(watch.is_due(start));
    }

    TEST_CASE("another serial number is another meter")
    {
        identity_watch watch{""};
        CHECK(watch.learn(meter("71234567"), {}) == verdict::same);
        CHECK(watch.learn(meter("71234568", ""), {}) == verdict::changed);
        CHECK(watch.known().serial == "71234568");
        CHECK(watch.known().type.empty());
        CHECK(watch.learn(meter("71234568"), {}) == verdict::same);
    }

    TEST_CASE("what the meter does not say this time stays known")
    {
        identity_watch watch{""};
        CHECK(watch.learn(meter("71234567"), {}) == verdict::same);
        CHECK(watch.learn(meter("", ""), {}) == verdict::same);
        CHECK(watch.known() == meter("71234567"));
        CHECK(watch.is_settled());
    }

    TEST_CASE("a meter without a serial number is settled after two reads")
    {
        identity_watch watch{""};
        CHECK(watch.learn(nameless(), {}) == verdict::same);
        CHECK_FALSE(watch.is_settled());
        CHECK(watch.is_due({}));
        CHECK(watch.learn(nameless(), {}) == verdict::same);
        CHECK(watch.is_settled());
        CHECK_FALSE(watch.is_due({}));
    }

    TEST_CASE("a meter that did not say whether it has a serial number is not settled")
    {
        identity_watch watch{""};
        CHECK(watch.learn(nameless(), {}) == verdict::same);
        CHECK(watch.learn(meter(""), {}) == verdict::same);
        CHECK_FALSE(watch.is_settled());
        CHECK(watch.is_due({}));
        CHECK(watch.learn(nameless(), {}) == verdict::same);
        CHECK(watch.is_settled());
    }

    TEST_CASE("a meter without a serial number still has a type")
    {
        identity_watch watch{""};
        CHECK(watch.learn(nameless("1101"), {}) == verdict::same);
        CHECK(watch.known().type == "1101");
    }

    TEST_CASE("a meter that is not the configured one is foreign, and asked again")
    {
        identity_watch watch{"71234567"};
        CHECK(watch.learn(meter("71234568"), {}) == verdict::foreign);
        CHECK(watch.is_due({}));
        CHECK(watch.known().serial.empty());
        CHECK(watch.learn(meter(""), {}) == verdict::foreign);
        CHECK(watch.learn(meter("71234567"), {}) == verdict::same);
        CHECK_FALSE(watch.is_due({}));
    }
}
