// SPDX-License-Identifier: Apache-2.0

#include <chrono>
#include <cstdlib>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "live/client.hpp"
#include "live/front.hpp"
#include "live/mosquitto.hpp"

using live::client;
using live::front;
using live::mosquitto;
using namespace kmp2mqtt;
using namespace std::chrono_literals;

namespace {

void speak_3_1_1(mqtt::settings& to)
{
    to.protocol = mqtt::protocol::v3_1_1;
}

void store(client& writer, const std::string& topic)
{
    REQUIRE(writer.until_connected());
    writer->publish({.topic = topic, .payload = "stored", .retain = true});
    REQUIRE(writer.until([&] { return writer.acknowledged.size() == 1; }));
}

}  // namespace

TEST_SUITE("mqtt/protocol")
{
    TEST_CASE("a broker that refuses MQTT 5 gets 3.1.1")
    {
        const mosquitto broker;
        front old{broker.port(), {.only_3_1_1 = true}};
        client writer{old.port()};
        REQUIRE(writer.until_connected());
        CHECK(writer.connected == std::vector<std::string>{"3.1.1"});
        REQUIRE(writer.lost.size() == 1);
        CHECK(writer.lost[0].find("it does not speak this MQTT version (MQTT 5; next try with "
                                  "3.1.1)") != std::string::npos);
        const auto id = writer->publish({.topic = "a", .payload = "x", .correlation_data = "c"});
        CHECK(writer.until([&] { return writer.acknowledged == std::vector{id}; }));
    }

    TEST_CASE("MQTT 5 is spoken again after 3.1.1 was tried")
    {
        mosquitto broker;
        front proxy{broker.port()};
        client writer{proxy.port()};
        REQUIRE(writer.until_connected());
        broker.kill();
        // The proxy takes connections and drops them: so does a broker from before MQTT 5.
        REQUIRE(writer.until([&] { return writer.lost.size() == 3; }));
        broker.start();
        REQUIRE(writer.until([&] { return writer.connected.size() == 2; }));
        CHECK(writer.connected[1] == "5");
        CHECK(writer.lost.size() == 3);
    }

    TEST_CASE("who wants MQTT 5 gets nothing else")
    {
        const mosquitto broker;
        front old{broker.port(), {.only_3_1_1 = true}};
        client writer{old.port(), [](mqtt::settings& to) { to.protocol = mqtt::protocol::v5; }};
        REQUIRE(writer.until([&] { return writer.lost.size() == 2; }));
        CHECK(writer.connected.empty());
    }

    TEST_CASE("a response topic and correlation data arrive, byte for byte")
    {
        const mosquitto broker;
        client reader{broker.port()};
        REQUIRE(reader.until_connected());
        REQUIRE(reader.subscribe({{.filter = "#"}}));
        const auto command = "mosquitto_pub -V 5 -q 1 -p " + std::to_string(broker.port()) +
                             " -t ask -m x -D publish response-topic answer/here"
                             " -D publish correlation-data 'a b'";
        REQUIRE(std::system(command.c_str()) == 0);
        REQUIRE(reader.until([&] { return reader.received.size() == 1; }));
        CHECK(reader.received[0].response_topic == "answer/here");
        CHECK(reader.received[0].correlation_data == "a b");

        const std::string binary{"\0\xFF\x01", 3};
        reader->publish({.topic = "answer/here", .payload = "y", .correlation_data = binary});
        REQUIRE(reader.until([&] { return reader.received.size() == 2; }));
        CHECK(reader.received[1].correlation_data == binary);
        CHECK_FALSE(reader.received[1].response_topic);
    }

    TEST_CASE("over MQTT 5 a stored message is left, and one published so tells its flag")
    {
        const mosquitto broker;
        client writer{broker.port()};
        store(writer, "get");
        client reader{broker.port()};
        REQUIRE(reader.until_connected());
        REQUIRE(reader.subscribe({{.filter = "get", .stored = mqtt::stored_messages::leave}}));
        reader.run_for(300ms);
        CHECK(reader.received.empty());
        writer->publish({.topic = "get", .payload = "now", .retain = true});
        writer->publish({.topic = "get", .payload = "plain"});
        REQUIRE(reader.until([&] { return reader.received.size() == 2; }));
        CHECK(reader.received[0].retained);
        CHECK_FALSE(reader.received[1].retained);
    }

    TEST_CASE("over 3.1.1 a stored message tells that it was")
    {
        const mosquitto broker;
        client writer{broker.port(), speak_3_1_1};
        store(writer, "get");
        client reader{broker.port(), speak_3_1_1};
        REQUIRE(reader.until_connected());
        CHECK(reader.connected == std::vector<std::string>{"3.1.1"});
        REQUIRE(reader.subscribe({{.filter = "get", .stored = mqtt::stored_messages::leave}}));
        REQUIRE(reader.until([&] { return reader.received.size() == 1; }));
        CHECK(reader.received[0].retained);
    }

    TEST_CASE("a subscription that asks for stored messages gets them at once")
    {
        const mosquitto broker;
        client writer{broker.port()};
        store(writer, "bridge/info");
        REQUIRE(writer.subscribe({{.filter = "bridge/+"}}));
        REQUIRE(writer.until([&] { return writer.received.size() == 1; }));
        CHECK(writer.received[0].retained);
    }

    TEST_CASE("after unsubscribing nothing comes")
    {
        const mosquitto broker;
        client both{broker.port()};
        REQUIRE(both.until_connected());
        REQUIRE(both.subscribe({{.filter = "a"}, {.filter = "b"}}));
        both->unsubscribe({"a"});
        both->publish({.topic = "a", .payload = "1"});
        both->publish({.topic = "b", .payload = "2"});
        REQUIRE(both.until([&] { return !both.received.empty(); }));
        CHECK(both.received[0].topic == "b");
    }

    TEST_CASE("a refused subscription is told, by either protocol")
    {
        const mosquitto broker;
        front strict{broker.port(), {.refuses_subscriptions = true}};
        SUBCASE("5")
        {
            client reader{strict.port()};
            REQUIRE(reader.until_connected());
            CHECK_FALSE(reader.subscribe({{.filter = "a"}, {.filter = "b"}}));
            CHECK(reader.subscribed.size() == 1);
        }
        SUBCASE("3.1.1")
        {
            client reader{strict.port(), speak_3_1_1};
            REQUIRE(reader.until_connected());
            CHECK_FALSE(reader.subscribe({{.filter = "a"}}));
            CHECK(reader.subscribed.size() == 1);
        }
    }

    TEST_CASE("a publication that the broker refuses is told as such, and others go on")
    {
        const live::temporary_folder folder;
        const auto rules = folder.file("acl", "topic readwrite open\n");
        const mosquitto broker{"allow_anonymous true\nacl_file " + rules + "\n"};
        client writer{broker.port()};
        REQUIRE(writer.until_connected());
        const auto refused = writer->publish({.topic = "closed", .payload = "x"});
        const auto taken = writer->publish({.topic = "open", .payload = "y"});
        CHECK(writer.until([&] { return writer->pending() == 0; }));
        CHECK(writer.refused == std::vector{refused});
        CHECK(writer.acknowledged == std::vector{taken});
        CHECK(writer.lost.empty());
    }
}
