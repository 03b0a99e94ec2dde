// SPDX-License-Identifier: Apache-2.0

/// @file
/// A connection to the MQTT broker, as the loop sees it.

#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <asio/awaitable.hpp>

#include "core/publication.hpp"

namespace kmp2mqtt::mqtt {

/// Names one publication until its acknowledgement. Never 0, never used twice in a run.
using publication_id = std::uint64_t;

/// A message that came on a subscribed topic.
struct message {
    std::string topic;
    std::string payload;
    bool retained{false};  ///< stored by the broker (3.1.1), or published with the flag (5)
    std::optional<std::string> response_topic{std::nullopt};    ///< MQTT 5
    std::optional<std::string> correlation_data{std::nullopt};  ///< MQTT 5
};

/// How stored (retained) messages of a subscription are treated.
enum class stored_messages : std::uint8_t {
    send,   ///< the broker sends them at once
    leave,  ///< MQTT 5: not sent; 3.1.1: sent, and told by message::retained
};

struct subscription {
    std::string filter;
    stored_messages stored{stored_messages::send};
};

/// What a publisher tells. All are called on the loop, never from within a publisher's function.
struct events {
    /// A connection stands; protocol is "5" or "3.1.1". Nothing was subscribed or published on it.
    std::function<void(const std::string& protocol)> connected;
    /// The connection is gone, or an attempt failed: `why` in words. Publications without an
    /// acknowledgement may be lost.
    std::function<void(const std::string& why)> lost;
    std::function<void(const message&)> received;
    /// The broker has taken responsibility for the publication.
    std::function<void(publication_id)> acknowledged;
    /// The broker does not take the publication (MQTT 5; over 3.1.1 it can't say so, and
    /// acknowledges). The log has the topic and the reason.
    std::function<void(publication_id)> refused;
    /// The broker has answered the n-th subscribe() of this connection; false: it refused one.
    std::function<void(bool granted)> subscribed;
};

/// Publishes and subscribes. Loop only.
///
/// Connects and reconnects by itself for ever (after 1 to 60 s, with jitter), and carries nothing
/// over from one connection to the next: who needs something on every connection does it in
/// events::connected.
class publisher {
public:
    publisher() = default;
    publisher(const publisher&) = delete;
    publisher& operator=(const publisher&) = delete;
    virtual ~publisher() = default;

    /// Begins connecting.
    virtual void start(events to) = 0;

    [[nodiscard]] virtual bool is_connected() const noexcept = 0;

    /// Queues a publication for this connection; order is kept, at most 16 are unacknowledged on
    /// the wire. 0 when not connected: nothing was done.
    virtual publication_id publish(core::publication what) = 0;

    /// Asks the broker for these topics; events::subscribed tells when all are answered.
    virtual void subscribe(std::vector<subscription> topics) = 0;

    /// Withdraws subscriptions.
    virtual void unsubscribe(std::vector<std::string> filters) = 0;

    /// Ends the connection cleanly (no last will is sent), and makes a new one after `pause`.
    virtual void pause(std::chrono::seconds pause) = 0;

    /// Publications that wait, or that are not acknowledged.
    [[nodiscard]] virtual std::size_t pending() const noexcept = 0;

    /// Publishes `last`, waits until everything is acknowledged, but at most `patience`, and
    /// disconnects; no event comes after it.
    [[nodiscard]] virtual asio::awaitable<void> stop(core::publication last,
                                                     std::chrono::milliseconds patience) = 0;
};

}  // namespace kmp2mqtt::mqtt
