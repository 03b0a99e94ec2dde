// SPDX-License-Identifier: Apache-2.0

/// @file
/// Paho, reduced to calls that may block and reports that arrive on Paho's threads.
///
/// No decision is made here: paho_publisher.hpp decides, on the loop.

#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "core/publication.hpp"
#include "mqtt/publisher.hpp"
#include "mqtt/settings.hpp"

namespace kmp2mqtt::mqtt {

/// Names an attempt to connect, and the connection that it brings.
using attempt_number = std::uint64_t;

/// What Paho says.
namespace report {

struct connected {
    attempt_number attempt{0};
};

/// An attempt failed.
struct failed {
    attempt_number attempt{0};
    int code{0};        ///< CONNACK's, if that came; else not above 0
    std::string cause;  ///< Paho's words, for what no code tells
};

/// The broker ended the connection with a reason (MQTT 5); `lost` may follow or not.
struct dismissed {
    int code{0};
};

struct lost {};

struct arrived {
    message what;
};

/// The broker answered a publication.
struct delivered {
    publication_id id{0};
    std::string topic;
    int code{0};  ///< from 0x80: it refused it (MQTT 5)
};

/// The broker answered the subscription of one filter.
struct subscribed {
    attempt_number attempt{0};
    std::string filter;
    int code{0};  ///< from 0x80: it refused it
};

/// Paho could not do what it was asked for.
struct broken {
    std::string why;
};

}  // namespace report

using paho_report =
    std::variant<report::connected, report::failed, report::dismissed, report::lost,
                 report::arrived, report::delivered, report::subscribed, report::broken>;

/// One Paho client. Every function may block for seconds (while a name resolves), so all are for
/// one thread that has nothing else to do.
class paho_client {
public:
    /// `tell` is called on Paho's threads and may not throw.
    paho_client(settings to, std::function<void(paho_report)> tell);
    paho_client(const paho_client&) = delete;
    paho_client& operator=(const paho_client&) = delete;
    ~paho_client();

    /// Reports `connected` or `failed`.
    void connect(attempt_number attempt, protocol speak);

    /// Reports `delivered`, or `broken`.
    void publish(publication_id id, const core::publication& what);

    /// Reports `subscribed` for each topic, or `broken`.
    void subscribe(attempt_number attempt, const std::vector<subscription>& topics);

    /// Reports nothing, or `broken`.
    void unsubscribe(const std::vector<std::string>& filters);

    /// Ends the connection cleanly, if there is one. Reports nothing.
    void disconnect();

private:
    class session;
    std::unique_ptr<session> session_;
};

}  // namespace kmp2mqtt::mqtt
