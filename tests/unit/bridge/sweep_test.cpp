// SPDX-License-Identifier: Apache-2.0

#include <doctest/doctest.h>

#include "conversation_bench.hpp"
#include "home/discovery.hpp"

using namespace std::chrono_literals;
using fake::bridge_document;
using bench = fake::conversation_bench;

TEST_SUITE("bridge/sweep")
{
    TEST_CASE_FIXTURE(bench, "documents that the broker keeps are looked for once, at the start")
    {
        connect();
        REQUIRE(broker.subscriptions.size() == 3);
        CHECK(broker.subscriptions[0].back().filter == "homeassistant/+/+/config");
        CHECK(broker.unsubscribed.back() == "homeassistant/+/+/config");
        broker.lose();
        time.run_for(io, 10s);
        connect();
        CHECK(broker.subscriptions[3].back().filter == "kmp2mqtt/bridge/state");
    }

    TEST_CASE_FIXTURE(bench, "while they come in nothing is published")
    {
        broker.acknowledges = false;
        connect();
        const kmp2mqtt::mqtt::message theirs{
            .topic = "homeassistant/sensor/other/config", .payload = "{}", .retained = true};
        broker.receive(theirs);
        broker.answer_subscription(true);
        time.run_for(io, 0s);
        broker.answer_subscription(true);
        time.run_for(io, 400ms);
        broker.receive(theirs);
        time.run_for(io, 499ms);
        CHECK(broker.published.empty());
        time.run_for(io, 1ms);
        CHECK(broker.newest("kmp2mqtt/bridge/state") == "online");
    }

    TEST_CASE_FIXTURE(bench, "a flood of them does not keep the bridge from its work")
    {
        broker.acknowledges = false;
        connect();
        for (int i = 0; i < 60; ++i) {
            broker.receive({.topic = "homeassistant/sensor/other/config", .payload = "{}"});
            if (i < 2) {
                broker.answer_subscription(true);
            }
            time.run_for(io, 200ms);
        }
        CHECK(broker.newest("kmp2mqtt/bridge/state") == "online");
    }

    TEST_CASE_FIXTURE(bench, "the document of a client id that is no longer ours is removed")
    {
        broker.acknowledges = false;
        connect();
        auto before = home;
        before.client_id = "cellar";
        const auto old = kmp2mqtt::home::bridge_discovery(before).front();
        broker.receive({.topic = old.topic, .payload = old.payload, .retained = true});
        broker.acknowledges = true;
        broker.answer_subscription(true);
        time.run_for(io, 0s);
        broker.answer_subscription(true);
        time.run_for(io, 5s);
        CHECK(broker.newest(old.topic) == "");
        CHECK(broker.newest(bridge_document));
    }
}
