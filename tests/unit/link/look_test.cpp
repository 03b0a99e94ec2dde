// SPDX-License-Identifier: Apache-2.0

#include "link/look.hpp"

#include <chrono>

#include <asio/io_context.hpp>
#include <doctest/doctest.h>

#include "fake/manual_clock.hpp"
#include "fake/run_task.hpp"
#include "fake/scripted_link.hpp"

namespace {

using namespace std::chrono_literals;
using kmp2mqtt::core::cause;

struct bench {
    asio::io_context io;
    fake::manual_clock time;
    fake::scripted_link wire{io.get_executor(), time};

    bool look() { return fake::run_task(io, time, kmp2mqtt::link::is_there(wire, time)); }
};

}  // namespace

TEST_SUITE("link/look")
{
    TEST_CASE_FIXTURE(bench, "a port that opens and says nothing is there, and stays open")
    {
        CHECK(look());
        CHECK(wire.is_open());
        CHECK(wire.finished());
    }

    TEST_CASE_FIXTURE(bench, "a port that can't be opened is not there")
    {
        wire.open_fails({cause::port_missing, "scripted: gone"});
        CHECK_FALSE(look());
    }

    TEST_CASE_FIXTURE(bench, "a port that refuses once it was opened is not there")
    {
        wire.says(100ms, {cause::port_busy, "scripted: busy"});
        CHECK_FALSE(look());
        CHECK_FALSE(wire.is_open());
    }

    TEST_CASE_FIXTURE(bench, "noise is a sign of life")
    {
        wire.says(100ms, fake::hex("00 ff"));
        CHECK(look());
    }
}
