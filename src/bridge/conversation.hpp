// SPDX-License-Identifier: Apache-2.0

/// @file
/// What the bridge says to the broker, in which order, and what it hears.

#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include <asio/any_io_executor.hpp>
#include <asio/awaitable.hpp>

#include "bridge/admission.hpp"
#include "bridge/announcer.hpp"
#include "bridge/ownership.hpp"
#include "bridge/reading_pump.hpp"
#include "bridge/station.hpp"
#include "bridge/sweep.hpp"
#include "core/clock.hpp"
#include "core/signal.hpp"
#include "home/settings.hpp"
#include "mqtt/publisher.hpp"
#include "store/journal.hpp"

namespace kmp2mqtt::bridge {

/// On every connection, in this order: online, subscriptions, discovery, availability, info, state,
/// then readings that waited. On Home Assistant's birth message: the same from discovery on.
///
/// Loop only; run() has a parent. All references outlive it.
class conversation {
public:
    conversation(const asio::any_io_executor& loop, core::clock& time, mqtt::publisher& broker,
                 store::journal& kept, const home::settings& home, std::uint64_t seed);

    /// What the station of that meter publishes through.
    [[nodiscard]] outlet make_outlet(const std::string& meter);

    /// The stations whose meters are spoken of. Before run(); they outlive it.
    void serve(const std::vector<std::unique_ptr<station>>& stations);

    /// Connects, and talks on every connection, for ever. Cancelled: throws operation_aborted.
    [[nodiscard]] asio::awaitable<void> run();

    [[nodiscard]] bool is_connected() const noexcept { return connected_; }

    /// Readings that the broker does not have yet.
    [[nodiscard]] std::size_t waiting() const noexcept { return kept_.size(); }

private:
    [[nodiscard]] mqtt::events make_events();
    void received(const mqtt::message& message);
    [[nodiscard]] station* station_of(const std::string& topic) const;

    [[nodiscard]] asio::awaitable<void> talk();
    [[nodiscard]] asio::awaitable<void> until_gone(std::uint64_t connection);
    [[nodiscard]] asio::awaitable<bool> owns_base();
    [[nodiscard]] asio::awaitable<bool> is_answered();
    [[nodiscard]] asio::awaitable<void> find_documents();
    void hear_document(const mqtt::message& stored);
    [[nodiscard]] bool hears_commands();
    void subscribe();
    void announce_all();
    void announce_changes();
    void tell_info();
    void tell_health();
    [[nodiscard]] core::clock::time_point next_work() const;
    void publish(core::publication what);
    void show(const std::string& meter, core::publication what);
    void show_held();
    [[nodiscard]] bool is_told(const std::string& meter) const;

    struct held {
        std::string meter;
        core::publication what;
    };

    core::clock& time_;
    mqtt::publisher& broker_;
    const home::settings& home_;
    core::clock::time_point started_;
    core::clock::wall_time started_wall_;
    std::map<std::string, station*> stations_;  // by the filter of their commands
    std::vector<station*> in_order_;
    admission admission_;
    announcer announcer_;
    std::map<std::string, held> held_;  // by topic: until the documents are out
    ownership ownership_;
    std::optional<sweep> sweep_;
    std::vector<home::known_document> heard_;  // in this sweep
    std::set<std::string> met_;  // identifiers of other bridges that were online on our base topic
    bool swept_{false};          // what the broker keeps for Home Assistant is known
    store::journal& kept_;
    reading_pump readings_;
    std::mt19937_64 random_;

    core::signal connection_changed_;
    core::signal subscribed_;
    core::signal work_;
    std::uint64_t connections_{0};
    bool connected_{false};
    std::string last_loss_;               // said already
    unsigned answered_subscriptions_{0};  // of this connection
    bool speaking_{false};                // this connection is ours to publish on
    std::string protocol_;
    std::optional<core::clock::time_point> birth_;  // when to answer Home Assistant's
    core::clock::time_point next_health_;           // also while the connection comes and goes
};

}  // namespace kmp2mqtt::bridge
