// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "conversation_bench.hpp"

using namespace std::chrono_literals;
using fake::bridge_document;
using kmp2mqtt::bridge::conversation;
using bench = fake::conversation_bench;
using strings = std::vector<std::string>;

TEST_SUITE("bridge/conversation")
{
    TEST_CASE_FIXTURE(bench, "a connection begins with online, then discovery, then info")
    {
        connect();
        CHECK(topics() ==
              strings{"kmp2mqtt/bridge/state", bridge_document, "kmp2mqtt/bridge/info"});
        CHECK(broker.newest("kmp2mqtt/bridge/state") == "online");
        CHECK(std::ranges::all_of(broker.published,
                                  [](const auto& each) { return each.what.retain; }));
    }

    TEST_CASE_FIXTURE(bench, "discovery of a meter comes after the bridge's")
    {
        meter.announce("heating",
                       {.documents = {{.topic = "meter", .payload = "a", .retain = true}}});
        connect();
        CHECK(topics() ==
              strings{"kmp2mqtt/bridge/state", bridge_document, "meter", "kmp2mqtt/bridge/info"});
    }

    TEST_CASE_FIXTURE(bench, "a state follows the document that says its unit, the newest alone")
    {
        const std::string state = "kmp2mqtt/heating/state";
        meter.announce("heating", {.documents = {{.topic = "meter", .payload = "MWh"}}});
        connect();
        meter.show({.topic = state, .payload = "140"});
        CHECK(broker.payloads(state) == strings{"140"});
        meter.announce("heating", {.documents = {{.topic = "meter", .payload = "GJ"}}});
        meter.show({.topic = state, .payload = "507"});
        meter.show({.topic = state, .payload = "508"});
        time.run_for(io, 2s - 1ms);
        CHECK(broker.payloads(state) == strings{"140"});
        CHECK(broker.newest("meter") == "MWh");
        time.run_for(io, 1ms);
        CHECK(broker.newest("meter") == "GJ");
        CHECK(broker.payloads(state) == strings{"140"});
        time.run_for(io, 2s);  // Home Assistant takes the change in
        CHECK(broker.payloads(state) == strings{"140", "508"});
    }

    TEST_CASE_FIXTURE(bench, "a state that was held is not said on the next connection")
    {
        const std::string state = "kmp2mqtt/heating/state";
        connect();
        meter.announce("heating", {.documents = {{.topic = "meter", .payload = "MWh"}}});
        meter.show({.topic = state, .payload = "140"});
        broker.lose();
        connect(10s);
        CHECK_FALSE(broker.newest(state));
    }

    TEST_CASE_FIXTURE(bench, "nothing but readings waits for a connection")
    {
        meter.publish({.topic = "kmp2mqtt/heating/event", .payload = "gone"});
        read("first");
        connect();
        CHECK_FALSE(broker.newest("kmp2mqtt/heating/event"));
        CHECK(readings() == strings{"first"});
        CHECK(topics().back() == "kmp2mqtt/heating/reading");
    }

    TEST_CASE_FIXTURE(bench, "readings that waited are sent in order, fifty a second")
    {
        for (int i = 0; i < 100; ++i) {
            read(std::to_string(i));
        }
        connect();
        time.run_for(io, 1s - 1ms);
        CHECK(readings().size() == 50);
        time.run_for(io, 1s);
        REQUIRE(readings().size() == 100);
        CHECK(readings()[0] == "0");
        CHECK(readings()[99] == "99");
    }

    TEST_CASE_FIXTURE(bench,
                      "a reading that was not acknowledged is sent again, a newer one after it")
    {
        broker.acknowledges = false;
        broker.connect();
        broker.answer_subscription(true);
        time.run_for(io, 0s);
        broker.answer_subscription(true);
        time.run_for(io, 0s);
        read("first");
        CHECK(readings() == strings{"first"});
        broker.lose();
        time.run_for(io, 10s);
        read("second");
        broker.acknowledges = true;
        broker.published.clear();
        connect(1s);
        CHECK(readings() == strings{"first", "second"});
        broker.lose();
        time.run_for(io, 10s);
        broker.published.clear();
        connect(1s);
        CHECK(readings().empty());
    }

    TEST_CASE_FIXTURE(bench,
                      "Home Assistant's birth message brings everything again, a little later")
    {
        connect(10s);
        broker.published.clear();
        broker.receive({.topic = "homeassistant/status", .payload = "Online"});
        time.run_for(io, 999ms);
        CHECK(broker.published.empty());
        time.run_for(io, 5s);
        CHECK(topics() == strings{bridge_document, "kmp2mqtt/bridge/info"});
    }

    TEST_CASE_FIXTURE(bench, "a stored or other status of Home Assistant changes nothing")
    {
        connect(10s);
        broker.published.clear();
        broker.receive({.topic = "homeassistant/status", .payload = "online", .retained = true});
        broker.receive({.topic = "homeassistant/status", .payload = "offline"});
        time.run_for(io, 10s);
        CHECK(broker.published.empty());
    }

    TEST_CASE_FIXTURE(bench, "a quick reconnect does not announce a device twice in two seconds")
    {
        connect();
        broker.lose();
        time.run_for(io, 1s);
        broker.published.clear();
        connect(999ms);
        CHECK(topics() == strings{"kmp2mqtt/bridge/state"});
        time.run_for(io, 1ms);
        CHECK(broker.newest(bridge_document));
    }

    TEST_CASE_FIXTURE(bench, "on a base topic that another bridge owns nothing is published")
    {
        connect_beside_another();
        time.run_for(io, 10s);
        CHECK(broker.published.empty());
        CHECK(broker.pauses == std::vector{60s});
    }

    TEST_CASE_FIXTURE(bench, "a later connection waits for what is stored just as the first")
    {
        connect();
        broker.lose();
        broker.acknowledges = false;
        broker.published.clear();
        connect(1s);
        CHECK(broker.published.empty());
        broker.answer_subscription(true);
        time.run_for(io, 1s);
        CHECK(broker.published.empty());
        broker.answer_subscription(true);
        time.run_for(io, 1s);
        CHECK(broker.newest("kmp2mqtt/bridge/state") == "online");
    }

    TEST_CASE_FIXTURE(bench, "a broker that answers no subscription is left after a minute")
    {
        broker.acknowledges = false;
        connect(59s);
        CHECK(broker.pauses.empty());
        time.run_for(io, 1s);
        CHECK(broker.pauses == std::vector{60s});
        CHECK(broker.published.empty());
    }

    TEST_CASE_FIXTURE(bench, "the documents of a bridge that was online are left alone")
    {
        const std::string topic = "homeassistant/device/kmp2mqtt_cellar/config";
        const auto document = R"({"device":{"identifiers":["kmp2mqtt_cellar"]},)"
                              R"("origin":{"name":"kmp2mqtt"},"components":{},)"
                              R"("availability":[{"topic":"kmp2mqtt/bridge/state"}]})";
        const auto is_stored = [&] {
            broker.receive({.topic = topic, .payload = document, .retained = true});
        };
        const auto take_over = [&] {
            time.run_for(io, 60s);
            connect();
            broker.answer_subscription(true);
            is_stored();
            broker.answer_subscription(true);
            time.run_for(io, 5s);
        };
        SUBCASE("it is a neighbour")
        {
            connect_beside_another(is_stored);
            take_over();
            CHECK(broker.newest("kmp2mqtt/bridge/state") == "online");
            CHECK_FALSE(broker.newest(topic));
        }
        SUBCASE("one that nobody met is what this bridge was once called")
        {
            broker.acknowledges = false;
            take_over();
            CHECK(broker.newest(topic) == "");
        }
    }

    TEST_CASE_FIXTURE(bench, "a base topic that became free is taken")
    {
        connect_beside_another();
        time.run_for(io, 60s);
        broker.acknowledges = true;
        connect();
        CHECK(broker.newest("kmp2mqtt/bridge/state") == "online");
    }

    TEST_CASE_FIXTURE(
        bench, "health is told after an announcement, since nobody keeps it, then once a minute")
    {
        connect(4s);
        CHECK_FALSE(broker.newest("kmp2mqtt/bridge/health"));
        time.run_for(io, 1s);
        CHECK(broker.newest("kmp2mqtt/bridge/health"));
        CHECK_FALSE(broker.published.back().what.retain);
        CHECK(broker.newest("kmp2mqtt/bridge/health")->find(R"("store":"memory")") !=
              std::string::npos);
        time.run_for(io, 60s);
        CHECK(broker.payloads("kmp2mqtt/bridge/health").size() == 2);
    }

    TEST_CASE_FIXTURE(bench, "a connection that comes and goes does not hide the health")
    {
        for (int times = 0; times < 4; ++times) {
            connect(3s);
            broker.lose("gone");
        }
        CHECK(broker.payloads("kmp2mqtt/bridge/health").size() == 2);
    }

    TEST_CASE("without discovery nothing is said to Home Assistant")
    {
        asio::io_context io;
        fake::manual_clock time;
        fake::recording_publisher broker{io.get_executor()};
        auto home = fake::attic();
        home.discovery = false;
        auto kept = kmp2mqtt::store::journal::open({}, time.wall());
        conversation talk{io.get_executor(), time, broker, *kept, home, 1};
        kmp2mqtt::core::task_group tasks{io.get_executor()};
        tasks.spawn(talk.run());
        time.run_for(io, 0s);
        broker.connect();
        time.run_for(io, 1s);
        CHECK(broker.published.size() == 2);
        CHECK_FALSE(broker.newest("homeassistant/device/kmp2mqtt_attic/config"));
        tasks.stop();
        time.run_for(io, 0s);
    }
}
