// SPDX-License-Identifier: Apache-2.0

#include "bridge/ownership.hpp"

#include <doctest/doctest.h>

using kmp2mqtt::bridge::ownership;
using kmp2mqtt::home::settings;
using kmp2mqtt::mqtt::message;

namespace {

struct bench {
    settings home;
    ownership base{home};

    bench() { home.client_id = "attic"; }

    void hear(const char* topic, const char* payload)
    {
        const message stored{.topic = topic, .payload = payload, .retained = true};
        base.hear(stored);
    }
};

}  // namespace

TEST_SUITE("bridge/ownership")
{
    TEST_CASE_FIXTURE(bench, "a base topic on which nothing is stored is free")
    {
        CHECK_FALSE(base.other_owner());
    }

    TEST_CASE_FIXTURE(bench, "another bridge that is online owns the base topic")
    {
        hear("kmp2mqtt/bridge/info", R"({"schema":1,"client_id":"cellar"})");
        hear("kmp2mqtt/bridge/state", "online");
        CHECK(base.other_owner() == "cellar");
    }

    TEST_CASE_FIXTURE(bench, "the order of what is stored does not matter")
    {
        hear("kmp2mqtt/bridge/state", "online");
        hear("kmp2mqtt/bridge/info", R"({"schema":1,"client_id":"cellar"})");
        CHECK(base.other_owner() == "cellar");
    }

    TEST_CASE_FIXTURE(bench, "a bridge that is offline has left the base topic")
    {
        hear("kmp2mqtt/bridge/info", R"({"schema":1,"client_id":"cellar"})");
        hear("kmp2mqtt/bridge/state", "offline");
        CHECK_FALSE(base.other_owner());
    }

    TEST_CASE_FIXTURE(bench, "what this bridge left behind itself is its own")
    {
        hear("kmp2mqtt/bridge/info", R"({"schema":1,"client_id":"attic"})");
        hear("kmp2mqtt/bridge/state", "online");
        CHECK_FALSE(base.other_owner());
    }

    TEST_CASE_FIXTURE(bench, "a self description that nobody understands claims nothing")
    {
        hear("kmp2mqtt/bridge/info", "{[");
        hear("kmp2mqtt/bridge/state", "online");
        CHECK_FALSE(base.other_owner());
    }

    TEST_CASE_FIXTURE(bench, "what was stored on an earlier connection is forgotten")
    {
        hear("kmp2mqtt/bridge/info", R"({"client_id":"cellar"})");
        hear("kmp2mqtt/bridge/state", "online");
        base.reset();
        CHECK_FALSE(base.other_owner());
    }
}
