// SPDX-License-Identifier: Apache-2.0

#include "meter/condition.hpp"

#include <doctest/doctest.h>

using kmp2mqtt::core::cause;
using kmp2mqtt::meter::condition;
using kmp2mqtt::meter::condition_watch;

namespace {

condition after(cause why, bool answered_before = true)
{
    condition_watch of{answered_before};
    of.failed(why);
    return of.now();
}

}  // namespace

TEST_SUITE("meter/condition")
{
    TEST_CASE("a meter that answers is awake")
    {
        condition_watch of;
        CHECK(of.now() == condition::unknown);
        of.answered();
        CHECK(of.now() == condition::awake);
    }

    TEST_CASE("a meter that answered before and is silent on a line that works is asleep")
    {
        CHECK(after(cause::silence) == condition::asleep);
        CHECK(after(cause::only_echo) == condition::asleep);
    }

    TEST_CASE("a meter that never answered may hang on nothing")
    {
        CHECK(after(cause::silence, false) == condition::unknown);
    }

    TEST_CASE("a meter behind a port that fails is unreachable, whether it sleeps or not")
    {
        CHECK(after(cause::port_missing) == condition::unreachable);
        CHECK(after(cause::connection_refused) == condition::unreachable);
        CHECK(after(cause::port_busy, false) == condition::unreachable);
    }

    TEST_CASE("who sends a frame is awake, even if it is damaged")
    {
        CHECK(after(cause::bad_checksum, false) == condition::awake);
        CHECK(after(cause::wrong_answer) == condition::awake);
    }

    TEST_CASE("noise, and what was not asked, change nothing")
    {
        CHECK(after(cause::noise) == condition::unknown);
        CHECK(after(cause::budget_spent) == condition::unknown);
    }

    TEST_CASE("a port that works again does not make a silent meter forget that it answered")
    {
        condition_watch of;
        of.answered();
        of.failed(cause::port_missing);
        of.failed(cause::silence);
        CHECK(of.now() == condition::asleep);
    }

    TEST_CASE("a condition is published as a word")
    {
        CHECK(text(condition::unknown) == "unknown");
        CHECK(text(condition::awake) == "awake");
        CHECK(text(condition::asleep) == "asleep");
        CHECK(text(condition::unreachable) == "unreachable");
    }
}
