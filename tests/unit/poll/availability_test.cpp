// SPDX-License-Identifier: Apache-2.0

#include "poll/availability.hpp"

#include <doctest/doctest.h>

using namespace std::chrono_literals;
using kmp2mqtt::core::cause;
using kmp2mqtt::core::clock;
using kmp2mqtt::poll::availability;

TEST_SUITE("poll/availability")
{
    TEST_CASE("a meter is offline until its first answer")
    {
        availability meter;
        CHECK_FALSE(meter.is_online());
        CHECK(meter.answered());
        CHECK(meter.is_online());
        CHECK_FALSE(meter.answered());
    }

    TEST_CASE("the third failed read in a row makes a meter offline")
    {
        availability meter;
        const clock::time_point now{};
        static_cast<void>(meter.answered());
        CHECK_FALSE(meter.failed(cause::silence, now));
        CHECK_FALSE(meter.failed(cause::bad_checksum, now));
        CHECK(meter.is_online());
        CHECK(meter.failed(cause::silence, now));
        CHECK_FALSE(meter.is_online());
        CHECK_FALSE(meter.failed(cause::silence, now));
    }

    TEST_CASE("an answer between failures starts the count anew")
    {
        availability meter;
        const clock::time_point now{};
        static_cast<void>(meter.answered());
        CHECK_FALSE(meter.failed(cause::silence, now));
        CHECK_FALSE(meter.failed(cause::silence, now));
        static_cast<void>(meter.answered());
        CHECK_FALSE(meter.failed(cause::silence, now));
        CHECK(meter.failures() == 1);
        CHECK(meter.is_online());
    }

    TEST_CASE("a port that is gone for a minute makes a meter offline at once")
    {
        availability meter;
        const clock::time_point now{};
        static_cast<void>(meter.answered());
        CHECK_FALSE(meter.failed(cause::port_missing, now));
        CHECK(meter.failed(cause::port_missing, now + 60s));
    }

    TEST_CASE("a port that came back is not gone")
    {
        availability meter;
        const clock::time_point now{};
        static_cast<void>(meter.answered());
        CHECK_FALSE(meter.failed(cause::port_missing, now));
        CHECK_FALSE(meter.failed(cause::silence, now + 60s));
        CHECK(meter.is_online());
    }
}
