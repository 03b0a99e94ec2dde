// SPDX-License-Identifier: Apache-2.0

#include <chrono>
#include <string>
#include <unistd.h>

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

const core::publication farewell{.topic = "bridge/state", .payload = "bye", .retain = true};

}  // namespace

TEST_SUITE("mqtt/ending")
{
    TEST_CASE("the last will comes when the connection is cut")
    {
        const mosquitto broker;
        front way{broker.port()};
        client reader{broker.port()};
        REQUIRE(reader.until_connected());
        REQUIRE(reader.subscribe({{.filter = "bridge/state"}}));
        client writer{way.port()};
        REQUIRE(writer.until_connected());
        way.cut();
        REQUIRE(reader.until([&] { return !reader.received.empty(); }));
        CHECK(reader.received[0].payload == "offline");
        CHECK(writer.until([&] { return !writer.lost.empty(); }));
    }

    TEST_CASE("a stop publishes its farewell after what waits, and no last will follows")
    {
        const mosquitto broker;
        client reader{broker.port()};
        REQUIRE(reader.until_connected());
        REQUIRE(reader.subscribe({{.filter = "#"}}));
        client writer{broker.port()};
        REQUIRE(writer.until_connected());
        for (int i = 0; i < 50; ++i) {
            writer->publish({.topic = "reading", .payload = std::to_string(i)});
        }
        CHECK(writer.stop(farewell) < 1s);
        CHECK(writer.acknowledged.empty());
        REQUIRE(reader.until([&] { return reader.received.size() == 51; }));
        CHECK(reader.received.back().payload == "bye");
        reader.run_for(500ms);
        CHECK(reader.received.size() == 51);
    }

    TEST_CASE("a stop without a connection ends at once")
    {
        client writer{live::free_port()};
        CHECK(writer.stop(farewell) < 500ms);
        CHECK(writer.lost.empty());
    }

    TEST_CASE("a stop waits as long as it was told when the broker answers nothing")
    {
        const mosquitto broker;
        client writer{broker.port()};
        REQUIRE(writer.until_connected());
        broker.freeze();
        const auto taken = writer.stop(farewell);
        broker.thaw();
        CHECK(taken >= 1s);
        CHECK(taken < 1500ms);
    }

    TEST_CASE("what the broker says at the end is told")
    {
        const mosquitto broker;
        front way{broker.port()};
        client writer{way.port()};
        REQUIRE(writer.until_connected());
        way.dismiss(0x8E);
        REQUIRE(writer.until([&] { return !writer.lost.empty(); }));
        const auto ours = "client_id \"test-" + std::to_string(::getpid());
        CHECK(writer.lost[0].find("another program has connected with " + ours) !=
              std::string::npos);
    }
}
