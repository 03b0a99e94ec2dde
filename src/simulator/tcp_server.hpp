// SPDX-License-Identifier: Apache-2.0

/// @file
/// Meters behind TCP ports, as behind ser2net.

#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <asio/any_io_executor.hpp>
#include <asio/awaitable.hpp>
#include <asio/ip/tcp.hpp>

#include "core/failure.hpp"
#include "core/task_group.hpp"
#include "simulator/far_end.hpp"
#include "simulator/line.hpp"
#include "simulator/meter.hpp"

namespace kmp2mqtt::simulator {

/// One port a meter, on the loopback interface. Any number of clients, each with a line of its
/// own. Loop only.
class tcp_server {
public:
    /// The surroundings, and what is behind `behind`, must outlive the server.
    tcp_server(asio::any_io_executor loop, const surroundings& around, std::vector<far_end> behind)
        : loop_{std::move(loop)}, around_{around}, behind_{std::move(behind)}
    {
    }

    /// Listens on `first_port` and those after it; 0: on ports that the system picks.
    ///
    /// @returns the device URL of each meter; core::cause::port_busy, no_permission, internal
    [[nodiscard]] core::outcome<std::vector<std::string>> listen(std::uint16_t first_port);

    /// Serves until cancelled.
    [[nodiscard]] asio::awaitable<void> run();

private:
    [[nodiscard]] asio::awaitable<void> accept(asio::ip::tcp::acceptor& door, const far_end& behind,
                                               core::task_group& lines);
    [[nodiscard]] asio::awaitable<void> serve(asio::ip::tcp::socket client, const far_end& behind);

    asio::any_io_executor loop_;
    const surroundings& around_;
    std::vector<far_end> behind_;
    std::vector<asio::ip::tcp::acceptor> doors_;
};

}  // namespace kmp2mqtt::simulator
