// SPDX-License-Identifier: Apache-2.0

/// @file
/// A conversation with a broker that the test plays, for its tests.

#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include <asio/io_context.hpp>

#include "bridge/conversation.hpp"
#include "core/task_group.hpp"
#include "fake/manual_clock.hpp"
#include "fake/recording_publisher.hpp"
#include "store/journal.hpp"

namespace fake {

using namespace std::chrono_literals;
using kmp2mqtt::bridge::conversation;
using kmp2mqtt::bridge::outlet;

inline kmp2mqtt::home::settings attic()
{
    kmp2mqtt::home::settings home;
    home.client_id = "attic";
    return home;
}

/// A conversation without meters, run in simulated time; what a meter would say is said by hand.
struct conversation_bench {
    asio::io_context io;
    manual_clock time;
    recording_publisher broker{io.get_executor()};
    kmp2mqtt::home::settings home{attic()};
    kmp2mqtt::store::journal kept{*kmp2mqtt::store::journal::open({}, time.wall())};
    conversation talk{io.get_executor(), time, broker, kept, home, 1};
    outlet meter{talk.make_outlet("heating")};
    kmp2mqtt::core::task_group tasks{io.get_executor()};

    conversation_bench()
    {
        tasks.spawn(talk.run());
        time.run_for(io, 0s);
    }
    conversation_bench(const conversation_bench&) = delete;
    conversation_bench& operator=(const conversation_bench&) = delete;
    ~conversation_bench()
    {
        tasks.stop();
        time.run_for(io, 0s);
    }

    void connect(std::chrono::milliseconds then = 0ms)
    {
        broker.connect();
        time.run_for(io, then);
    }

    /// A connection to a broker on which another bridge is online.
    ///
    /// @param hear  what else is stored there comes
    void connect_beside_another(const std::function<void()>& hear = [] {})
    {
        broker.acknowledges = false;
        connect();
        broker.receive({.topic = "kmp2mqtt/bridge/info",
                        .payload = R"({"client_id":"cellar"})",
                        .retained = true});
        broker.receive({.topic = "kmp2mqtt/bridge/state", .payload = "online", .retained = true});
        hear();
        broker.answer_subscription(true);
        time.run_for(io, 0s);
        broker.answer_subscription(true);
    }

    void read(const std::string& what)
    {
        meter.keep({}, {}, {.topic = "kmp2mqtt/heating/reading", .payload = what});
        time.run_for(io, 0s);
    }

    [[nodiscard]] std::vector<std::string> topics() const
    {
        std::vector<std::string> all;
        for (const auto& each : broker.published) {
            all.push_back(each.what.topic);
        }
        return all;
    }

    [[nodiscard]] std::vector<std::string> readings() const
    {
        return broker.payloads("kmp2mqtt/heating/reading");
    }
};

inline constexpr auto bridge_document = "homeassistant/device/kmp2mqtt_attic/config";

}  // namespace fake
