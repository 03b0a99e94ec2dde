// SPDX-License-Identifier: Apache-2.0

#include <chrono>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "live/client.hpp"
#include "live/front.hpp"
#include "live/mosquitto.hpp"
#include "mqtt/outbox.hpp"

using live::client;
using live::front;
using live::mosquitto;
using namespace kmp2mqtt;
using namespace std::chrono_literals;

TEST_SUITE("mqtt/load")
{
    TEST_CASE("two thousand publications arrive in order, with at most sixteen under way")
    {
        const mosquitto broker{"allow_anonymous true\nmax_queued_messages 0\n"};
        front way{broker.port()};
        client reader{broker.port()};
        REQUIRE(reader.until_connected());
        REQUIRE(reader.subscribe({{.filter = "reading"}}));
        client writer{way.port()};
        REQUIRE(writer.until_connected());

        std::vector<mqtt::publication_id> ids;
        for (int i = 0; i < 2000; ++i) {
            ids.push_back(writer->publish({.topic = "reading", .payload = std::to_string(i)}));
        }
        REQUIRE(writer.until([&] { return writer.acknowledged.size() == ids.size(); }));
        CHECK(writer.acknowledged == ids);
        CHECK(way.most_under_way() > 1);
        CHECK(way.most_under_way() <= 16);
        REQUIRE(reader.until([&] { return reader.received.size() == ids.size(); }));
        for (std::size_t i = 0; i < ids.size(); ++i) {
            CHECK(reader.received[i].payload == std::to_string(i));
        }
    }

    TEST_CASE("what a broker that stood still did not take is not sent on the next connection")
    {
        const mosquitto broker;
        front way{broker.port()};
        client writer{way.port()};
        REQUIRE(writer.until_connected());
        broker.freeze();
        const std::string large(4UL * 1024UL * 1024UL, 'x');
        for (int i = 0; i < 16; ++i) {
            writer->publish({.topic = "old", .payload = large});
        }
        writer.run_for(1s);
        CHECK(way.published() < 16);
        way.cut();
        broker.thaw();
        // Paho may not notice that the connection has ended, but nothing is acknowledged any more.
        REQUIRE(writer.until([&] { return writer.connected.size() == 2; },
                             2 * mqtt::outbox::longest_silence));
        const auto id = writer->publish({.topic = "new", .payload = "x"});
        REQUIRE(writer.until([&] { return writer.acknowledged == std::vector{id}; }));
        writer.run_for(1s);
        CHECK(way.published() == 1);
    }

    TEST_CASE("a message of one mebibyte goes out and comes in whole")
    {
        const mosquitto broker;
        client both{broker.port()};
        REQUIRE(both.until_connected());
        REQUIRE(both.subscribe({{.filter = "large"}}));
        std::string payload(1024UL * 1024UL, 'x');
        payload.front() = '\0';
        payload.back() = '\xFF';
        const auto id = both->publish({.topic = "large", .payload = payload});
        CHECK(both.until([&] { return both.acknowledged == std::vector{id}; }));
        REQUIRE(both.until([&] { return both.received.size() == 1; }));
        CHECK((both.received[0].payload == payload));
    }
}
