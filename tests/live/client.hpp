// SPDX-License-Identifier: Apache-2.0

/// @file
/// A publisher on a loop in real time, with everything that it tells written down.

#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <asio/awaitable.hpp>
#include <asio/io_context.hpp>

#include "core/steady_clock.hpp"
#include "mqtt/paho_publisher.hpp"

namespace live {

class client {
public:
    /// Connects to 127.0.0.1, unless told otherwise by `change`.
    explicit client(std::uint16_t port,
                    const std::function<void(kmp2mqtt::mqtt::settings&)>& change = {});

    // What was told, oldest first.
    std::vector<std::string> connected;  ///< the protocols
    std::vector<std::string> lost;       ///< why
    std::vector<kmp2mqtt::mqtt::message> received;
    std::vector<kmp2mqtt::mqtt::publication_id> acknowledged;
    std::vector<kmp2mqtt::mqtt::publication_id> refused;
    std::vector<bool> subscribed;

    kmp2mqtt::mqtt::paho_publisher& operator*() { return *publisher_; }
    kmp2mqtt::mqtt::paho_publisher* operator->() { return publisher_.get(); }

    /// Runs the loop until `done`, at most so long. @returns whether it was done
    [[nodiscard]] bool until(const std::function<bool()>& done,
                             std::chrono::milliseconds patience = std::chrono::seconds{20});

    /// Runs the loop for a while.
    void run_for(std::chrono::milliseconds span);

    [[nodiscard]] bool until_connected();

    /// Subscribes and waits for the answer. @returns whether it was granted
    [[nodiscard]] bool subscribe(const std::vector<kmp2mqtt::mqtt::subscription>& topics);

    /// publisher::stop(), run to its end; what was acknowledged before it is forgotten.
    ///
    /// @returns how long that took
    std::chrono::milliseconds stop(const kmp2mqtt::core::publication& last);

private:
    [[nodiscard]] asio::awaitable<void> end(kmp2mqtt::core::publication last);

    asio::io_context loop_;
    kmp2mqtt::core::steady_clock time_;
    std::unique_ptr<kmp2mqtt::mqtt::paho_publisher> publisher_;
};

}  // namespace live
