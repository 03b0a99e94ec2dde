// SPDX-License-Identifier: Apache-2.0

/// @file
/// A relay before a broker, which counts, cuts and forges: what mosquitto does not do by itself.

#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>

namespace live {

/// Serves one client at a time, packet by packet, on threads of its own.
class front {
public:
    struct rules {
        bool only_3_1_1{false};             ///< answers MQTT 5 as a broker from before it
        bool refuses_subscriptions{false};  ///< whatever the broker grants
    };

    explicit front(std::uint16_t broker) : front{broker, rules{}} {}
    front(std::uint16_t broker, rules how);
    front(const front&) = delete;
    front& operator=(const front&) = delete;
    ~front();

    [[nodiscard]] std::uint16_t port() const { return door_.local_endpoint().port(); }

    /// Ends the connection as a pulled cable does, as far as the broker sees it.
    void cut();

    /// Sends the client a DISCONNECT of MQTT 5 with this reason, and cuts.
    void dismiss(std::uint8_t reason);

    /// The most publications of the client that were unacknowledged at a time.
    [[nodiscard]] int most_under_way() const noexcept { return most_; }

    /// Publications of the client on the newest connection.
    [[nodiscard]] int published() const noexcept { return published_; }

private:
    using packet = std::vector<std::uint8_t>;

    void serve();
    void relay(asio::ip::tcp::socket& client, asio::ip::tcp::socket& broker);
    void from_client(const packet& what, asio::ip::tcp::socket& client,
                     asio::ip::tcp::socket& broker);
    void from_broker(packet what, asio::ip::tcp::socket& client);

    asio::io_context loop_;
    asio::ip::tcp::acceptor door_;
    std::uint16_t broker_;
    rules how_;
    std::atomic<int> under_way_{0};
    std::atomic<int> most_{0};
    std::atomic<int> published_{0};
    std::atomic<bool> ends_{false};
    std::mutex lock_;
    asio::ip::tcp::socket* client_{nullptr};
    asio::ip::tcp::socket* upstream_{nullptr};
    std::jthread server_;
};

}  // namespace live
