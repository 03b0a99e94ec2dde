// SPDX-License-Identifier: Apache-2.0

/// @file
/// A process that we started, and our end of the pipe that it writes to.

#pragma once

#include <string>
#include <sys/types.h>
#include <vector>

#include <asio/any_io_executor.hpp>
#include <asio/posix/stream_descriptor.hpp>

namespace kmp2mqtt::core {

/// Leads a process group of its own, which is killed when this dies before it was collected.
class child {
public:
    /// Starts `command`, with its output on a pipe, nothing to read, and no other open file.
    /// Throws std::system_error if it cannot be started.
    child(const asio::any_io_executor& loop, const std::vector<std::string>& command);
    child(const child&) = delete;
    child& operator=(const child&) = delete;
    ~child();

    /// Readable when the process has ended.
    [[nodiscard]] asio::posix::stream_descriptor& ended() noexcept { return ended_; }
    [[nodiscard]] asio::posix::stream_descriptor& output() noexcept { return output_; }

    /// Ends the process and all of its group, at once.
    void kill() const noexcept;

    /// Takes what the ended process left in the system: its status, as waitpid() says it. Before
    /// its end: -1.
    [[nodiscard]] int collect() noexcept;

private:
    asio::posix::stream_descriptor output_;
    asio::posix::stream_descriptor ended_;
    pid_t process_{-1};
};

}  // namespace kmp2mqtt::core
