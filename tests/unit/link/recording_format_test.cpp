// SPDX-License-Identifier: Apache-2.0

#include "link/recording_format.hpp"

#include <chrono>

#include <doctest/doctest.h>

#include "fake/hex.hpp"

namespace recording = kmp2mqtt::link::recording;
using namespace std::chrono_literals;
using kmp2mqtt::core::cause;

TEST_SUITE("link/recording_format")
{
    TEST_CASE("the first line says what was recorded, and when, in UTC")
    {
        const kmp2mqtt::core::clock::wall_time when{
            std::chrono::sys_days{std::chrono::year{2026} / 3 / 4} + 5h + 6min + 7s + 800ms};
        CHECK(recording::first_line(when, false, "/dev/ttyUSB0") ==
              "kmp-recording 1 2026-03-04T05:06:07Z numbers-blanked /dev/ttyUSB0");
        CHECK(recording::first_line(when, true, "a\nb") ==
              "kmp-recording 1 2026-03-04T05:06:07Z numbers-kept a\\x0ab");
    }

    TEST_CASE("a line has seconds to the microsecond, a sign and bytes")
    {
        const auto bytes = fake::hex("80 3f 0d");
        CHECK(recording::bytes_line(12s + 345us, recording::happening::sent, bytes) ==
              "12.000345 > 80 3f 0d");
        CHECK(recording::bytes_line(0s, recording::happening::received, bytes, "note") ==
              "0.000000 < 80 3f 0d ; note");
    }

    TEST_CASE("the port's life is in it")
    {
        CHECK(recording::port_line(1s, recording::opened) == "1.000000 # opened");
        CHECK(recording::failure_line(1s, {cause::port_busy, "a\nb"}) ==
              "1.000000 ! port_busy: a\\x0ab");
    }

    TEST_CASE("causes of a link are found by their names")
    {
        CHECK(recording::find_cause("connection_lost") == cause::connection_lost);
        CHECK_FALSE(recording::find_cause("silence"));
    }
}
