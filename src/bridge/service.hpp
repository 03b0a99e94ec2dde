// SPDX-License-Identifier: Apache-2.0

/// @file
/// The bridge, put together: who owns what, and what runs beside what.

#pragma once

#include <memory>
#include <vector>

#include <asio/any_io_executor.hpp>
#include <asio/awaitable.hpp>

#include "bridge/config.hpp"
#include "bridge/conversation.hpp"
#include "bridge/ports.hpp"
#include "bridge/station.hpp"
#include "bridge/status.hpp"
#include "core/clock.hpp"
#include "mqtt/publisher.hpp"
#include "store/journal.hpp"

namespace kmp2mqtt::bridge {

/// Ports, meters and the conversation with the broker. Loop only. All references outlive it.
class service {
public:
    /// @param lines  of the configured meters, as make_ports() made them
    service(const asio::any_io_executor& loop, core::clock& time, mqtt::publisher& broker,
            store::journal& kept, const config& configured, ports lines);

    /// Reads and publishes for ever. Cancelled: ends all reads, and throws operation_aborted.
    [[nodiscard]] asio::awaitable<void> run();

    [[nodiscard]] status how() const;

private:
    [[nodiscard]] asio::awaitable<void> tend_store();

    asio::any_io_executor loop_;
    core::clock& time_;
    store::journal& kept_;
    ports ports_;
    conversation conversation_;
    std::vector<std::unique_ptr<station>> stations_;
};

}  // namespace kmp2mqtt::bridge
