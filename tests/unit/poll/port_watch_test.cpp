// SPDX-License-Identifier: Apache-2.0

#include "poll/port_watch.hpp"

#include <chrono>

#include <doctest/doctest.h>

using namespace std::chrono_literals;
using kmp2mqtt::core::cause;
using kmp2mqtt::core::clock;
using kmp2mqtt::poll::place;
using kmp2mqtt::poll::port_watch;

namespace {

clock::time_point at(clock::duration span)
{
    return clock::time_point{span};
}

}  // namespace

TEST_SUITE("poll/port_watch")
{
    TEST_CASE("nothing is looked for before a port has failed")
    {
        CHECK_FALSE(port_watch{place::here}.next());
    }

    TEST_CASE("a head that is gone is looked for every two seconds")
    {
        port_watch head{place::here};
        head.failed(cause::port_missing, at(0s));
        CHECK(head.next() == at(2s));
        head.looked(false, at(2s));
        CHECK(head.next() == at(4s));
    }

    TEST_CASE("how often is looked depends on what the look costs")
    {
        const auto first_look = [](place where, cause why) {
            port_watch port{where};
            port.failed(why, at(0s));
            return port.next();
        };
        CHECK(first_look(place::here, cause::no_permission) == at(2s));
        CHECK(first_look(place::here, cause::connection_lost) == at(2s));
        CHECK(first_look(place::here, cause::port_busy) == at(30s));
        CHECK(first_look(place::elsewhere, cause::connection_refused) == at(10s));
        CHECK(first_look(place::elsewhere, cause::connection_lost) == at(10s));
        CHECK(first_look(place::elsewhere, cause::unreachable) == at(30s));
        CHECK(first_look(place::elsewhere, cause::port_busy) == at(30s));
        CHECK(first_look(place::elsewhere, cause::port_missing) == at(30s));
    }

    TEST_CASE("a silent meter is nothing to look for")
    {
        port_watch port{place::here};
        port.failed(cause::port_missing, at(0s));
        port.failed(cause::silence, at(60s));
        CHECK_FALSE(port.next());
    }

    TEST_CASE("a port that is back is read, not looked at again")
    {
        port_watch port{place::here};
        port.failed(cause::port_missing, at(0s));
        port.looked(true, at(2s));
        CHECK_FALSE(port.next());
    }

    TEST_CASE("a port that is found and fails all the same is looked at half as often each time")
    {
        port_watch port{place::here};
        port.failed(cause::connection_lost, at(0s));
        for (const auto pause : {4s, 8s, 16s}) {
            port.looked(true, at(0s));
            port.failed(cause::connection_lost, at(0s));
            CHECK(port.next() == at(pause));
        }
        for (int more = 0; more < 20; ++more) {
            port.looked(true, at(0s));
            port.failed(cause::connection_lost, at(0s));
        }
        CHECK(port.next() == at(15min));
        port.answered();
        CHECK_FALSE(port.next());
        port.failed(cause::connection_lost, at(0s));
        CHECK(port.next() == at(2s));
    }
}
