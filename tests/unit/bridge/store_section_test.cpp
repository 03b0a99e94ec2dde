// SPDX-License-Identifier: Apache-2.0

#include <cstdlib>
#include <string>

#include <doctest/doctest.h>

#include "written.hpp"

using namespace std::chrono_literals;
using written::a_meter;

namespace {

std::string store_of(const std::string& keys)
{
    return "[store]\n" + keys + '\n' + a_meter;
}

/// As systemd sets it.
struct state_directory {
    explicit state_directory(const char* value) { ::setenv("STATE_DIRECTORY", value, 1); }
    state_directory(const state_directory&) = delete;
    state_directory& operator=(const state_directory&) = delete;
    ~state_directory() { ::unsetenv("STATE_DIRECTORY"); }
};

}  // namespace

TEST_SUITE("bridge/store_section")
{
    TEST_CASE("by default a hundred thousand readings wait in memory for ninety days at most")
    {
        const auto store = written::accepted(a_meter).store;
        CHECK(store.path.empty());
        CHECK(store.max_readings == 100'000);
        CHECK(store.max_age == 24h * 90);
    }

    TEST_CASE("a service has its file in its state directory, unless it is told another")
    {
        const state_directory systemd{"/var/lib/kmp2mqtt:/var/lib/other"};
        CHECK(written::accepted(a_meter).store.path == "/var/lib/kmp2mqtt/kmp2mqtt.sqlite");
        CHECK(written::accepted(store_of("path = '/srv/readings'")).store.path == "/srv/readings");
    }

    TEST_CASE("number and age are taken over")
    {
        const auto store = written::accepted(store_of("max_readings = 10\nmax_age = '7d'")).store;
        CHECK(store.max_readings == 10);
        CHECK(store.max_age == 24h * 7);
    }

    TEST_CASE("what is out of range or not known is told")
    {
        using written::has;
        using written::refused;
        CHECK(has(refused(store_of("max_readings = 0")), "store.max_readings: "));
        CHECK(has(refused(store_of("max_age = '1s'")), "store.max_age: "));
        CHECK(has(refused(store_of("paht = 'x'")), "\"path\""));
    }
}
