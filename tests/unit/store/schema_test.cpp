// SPDX-License-Identifier: Apache-2.0

#include "store/schema.hpp"

#include <doctest/doctest.h>

#include "file_bench.hpp"

using namespace std::chrono_literals;
using bench = fake::file_bench;

TEST_SUITE("store/schema")
{
    TEST_CASE_FIXTURE(bench, "a file of version 1 keeps what it knows, and takes more")
    {
        kmp2mqtt::meter::memory known;
        known.sequence = 41;
        known.poll_interval = 5min;
        open().remember("heating", known);
        change("ALTER TABLE meter DROP COLUMN configured_interval; PRAGMA user_version = 1");
        {
            auto store = open();
            CHECK(store.memory_of("heating") == known);
            known.configured_interval = 1h;
            store.remember("heating", known);
        }
        CHECK(open().memory_of("heating") == known);
    }
}
