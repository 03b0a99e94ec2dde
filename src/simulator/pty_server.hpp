// SPDX-License-Identifier: Apache-2.0

/// @file
/// A meter behind a serial device that exists only in this system: a pseudo-terminal.

#pragma once

#include <filesystem>
#include <string>
#include <utility>

#include <asio/any_io_executor.hpp>
#include <asio/awaitable.hpp>
#include <asio/posix/stream_descriptor.hpp>

#include "core/failure.hpp"
#include "simulator/far_end.hpp"
#include "simulator/line.hpp"
#include "simulator/meter.hpp"

namespace kmp2mqtt::simulator {

/// Serves one client after the other. Loop only.
class pty_server {
public:
    /// The surroundings, and what is behind `behind`, must outlive the server.
    pty_server(const asio::any_io_executor& loop, const surroundings& around, far_end behind)
        : around_{around}, behind_{std::move(behind)}, master_{loop}, slave_{loop}
    {
    }
    pty_server(const pty_server&) = delete;
    pty_server& operator=(const pty_server&) = delete;

    /// Removes the link.
    ~pty_server();

    /// Makes the device, and a symbolic link to it. A link that is there already is replaced only
    /// if it leads to a pseudo-terminal that is gone: what a server leaves that was killed.
    ///
    /// @returns the link as an absolute path; core::cause::no_permission, port_busy if a file of
    ///          that name exists or another link, internal
    [[nodiscard]] core::outcome<std::string> open(const std::string& link);

    /// Serves until cancelled.
    [[nodiscard]] asio::awaitable<void> run();

private:
    [[nodiscard]] core::outcome<std::string> make_link(const std::filesystem::path& link);
    void remove_link();
    [[nodiscard]] core::outcome<std::string> hang_up();
    [[nodiscard]] asio::error_code open_slave();

    const surroundings& around_;
    far_end behind_;
    asio::posix::stream_descriptor master_;
    asio::posix::stream_descriptor slave_;
    std::string device_;
    std::filesystem::path link_;  // absolute
};

}  // namespace kmp2mqtt::simulator
