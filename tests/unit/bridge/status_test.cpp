// SPDX-License-Identifier: Apache-2.0

#include "bridge/status.hpp"

#include <doctest/doctest.h>

using kmp2mqtt::bridge::text;

TEST_SUITE("bridge/status")
{
    TEST_CASE("the status says how broker and meters are")
    {
        CHECK(text({.connected = true, .meters = 3, .online = 2, .waiting = 0}) ==
              "connected to the broker, 2 of 3 meters online");
        CHECK(text({.connected = false, .meters = 1, .online = 0, .waiting = 0}) ==
              "not connected to the broker, 0 of 1 meter online");
    }

    TEST_CASE("readings that wait are counted")
    {
        CHECK(text({.connected = false, .meters = 1, .online = 1, .waiting = 1}) ==
              "not connected to the broker, 1 of 1 meter online, 1 reading waits");
        CHECK(text({.connected = true, .meters = 1, .online = 1, .waiting = 40}) ==
              "connected to the broker, 1 of 1 meter online, 40 readings wait");
    }
}
