// SPDX-License-Identifier: Apache-2.0

#include <chrono>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "live/client.hpp"
#include "live/mosquitto.hpp"

using live::client;
using live::mosquitto;
using namespace kmp2mqtt;
using namespace std::chrono_literals;

TEST_SUITE("mqtt/broker")
{
    TEST_CASE("publications arrive in order, and each is acknowledged")
    {
        const mosquitto broker;
        client reader{broker.port()};
        REQUIRE(reader.until_connected());
        REQUIRE(reader.subscribe({{.filter = "a/#"}, {.filter = "b"}}));
        client writer{broker.port()};
        REQUIRE(writer.until_connected());
        CHECK(writer.connected == std::vector<std::string>{"5"});

        std::vector<mqtt::publication_id> ids;
        for (int i = 0; i < 100; ++i) {
            ids.push_back(writer->publish({.topic = "a/x", .payload = std::to_string(i)}));
        }
        CHECK(writer->pending() == 100);
        CHECK(writer.until([&] { return writer.acknowledged == ids; }));
        CHECK(writer->pending() == 0);
        REQUIRE(reader.until([&] { return reader.received.size() == 100; }));
        for (int i = 0; i < 100; ++i) {
            CHECK(reader.received[static_cast<std::size_t>(i)].payload == std::to_string(i));
        }
    }

    TEST_CASE("without a connection nothing is published")
    {
        client writer{live::free_port()};
        CHECK(writer->publish({.topic = "a", .payload = "x"}) == 0);
        CHECK(writer->pending() == 0);
    }

    TEST_CASE("a broker that appears late is found")
    {
        mosquitto broker{"allow_anonymous true\n", mosquitto::begin::later};
        client writer{broker.port()};
        REQUIRE(writer.until([&] { return !writer.lost.empty(); }));
        CHECK(writer.lost[0] ==
              "cannot reach the broker at 127.0.0.1:" + std::to_string(broker.port()) +
                  ": connection refused: no broker listens there");
        broker.start();
        CHECK(writer.until_connected());
    }

    TEST_CASE("a broker that dies and comes back is lost, then connected")
    {
        mosquitto broker;
        client writer{broker.port()};
        REQUIRE(writer.until_connected());
        broker.kill();
        REQUIRE(writer.until([&] { return !writer->is_connected(); }));
        REQUIRE(writer.lost.size() == 1);
        CHECK(writer.lost[0].find("is lost") != std::string::npos);
        broker.start();
        REQUIRE(writer.until_connected());
        CHECK(writer.connected == std::vector<std::string>{"5", "5"});
        const auto id = writer->publish({.topic = "a", .payload = "x"});
        CHECK(writer.until([&] { return writer.acknowledged == std::vector{id}; }));
    }

    TEST_CASE("a pause ends the connection and makes a new one")
    {
        const mosquitto broker;
        client writer{broker.port()};
        REQUIRE(writer.until_connected());
        writer->pause(1s);
        CHECK_FALSE(writer->is_connected());
        REQUIRE(writer.until_connected());
        CHECK(writer.connected.size() == 2);
        CHECK(writer.lost.empty());
    }
}
