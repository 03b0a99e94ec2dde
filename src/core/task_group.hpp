// SPDX-License-Identifier: Apache-2.0

/// @file
/// Coroutines with a parent: started together, stopped together, waited for.

#pragma once

#include <cstddef>
#include <exception>
#include <list>

#include <asio/any_io_executor.hpp>
#include <asio/awaitable.hpp>
#include <asio/cancellation_signal.hpp>
#include <asio/steady_timer.hpp>

namespace kmp2mqtt::core {

/// Runs any number of coroutines on one loop. Loop only; join() must have ended before it dies.
class task_group {
public:
    explicit task_group(const asio::any_io_executor& loop);
    task_group(const task_group&) = delete;
    task_group& operator=(const task_group&) = delete;
    ~task_group() = default;

    /// Starts `task`. After stop(), until join() has ended: cancels it at once.
    void spawn(asio::awaitable<void> task);

    /// Cancels all that run.
    void stop();

    /// Ends when all have ended. If one throws, the others are stopped, and the first exception
    /// that is not a cancellation is thrown here. Cancelled: stops all, and waits for them.
    [[nodiscard]] asio::awaitable<void> join();

    [[nodiscard]] std::size_t running() const noexcept { return running_.size(); }

private:
    struct child {
        asio::cancellation_signal signal;
        bool begun{false};
    };
    using children = std::list<child>;

    [[nodiscard]] asio::awaitable<void> run(children::iterator self,
                                            asio::awaitable<void> task) const;
    void ended(children::iterator task, const std::exception_ptr& error);

    asio::any_io_executor loop_;
    asio::steady_timer gate_;  ///< never due: cancelling it wakes join()
    children running_;
    std::exception_ptr first_error_;
    bool stopping_{false};
};

}  // namespace kmp2mqtt::core
