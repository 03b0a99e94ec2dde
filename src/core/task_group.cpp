// SPDX-License-Identifier: Apache-2.0

#include "core/task_group.hpp"

#include <system_error>
#include <utility>

#include <asio/bind_cancellation_slot.hpp>
#include <asio/co_spawn.hpp>
#include <asio/error.hpp>
#include <asio/redirect_error.hpp>
#include <asio/this_coro.hpp>
#include <asio/use_awaitable.hpp>

namespace kmp2mqtt::core {
namespace {

bool is_cancellation(const std::exception_ptr& error)
{
    try {
        std::rethrow_exception(error);
    } catch (const std::system_error& what) {
        return what.code() == asio::error::operation_aborted;
    } catch (...) {
        return false;
    }
}

}  // namespace

task_group::task_group(const asio::any_io_executor& loop)
    : loop_{loop}, gate_{loop, asio::steady_timer::time_point::max()}
{
}

void task_group::spawn(asio::awaitable<void> task)
{
    const auto self = running_.emplace(running_.end());
    asio::co_spawn(loop_, run(self, std::move(task)),
                   asio::bind_cancellation_slot(
                       self->signal.slot(),
                       [this, self](const std::exception_ptr& error) { ended(self, error); }));
}

// Asio 1.28 lets a cancellation that comes before the first step escape from the loop. So
// stop() leaves such a task alone, and it finds out here.
asio::awaitable<void> task_group::run(children::iterator self, asio::awaitable<void> task) const
{
    self->begun = true;
    if (stopping_) {
        throw std::system_error{asio::error::operation_aborted};
    }
    co_await std::move(task);
}

void task_group::stop()
{
    stopping_ = true;
    for (auto& task : running_) {
        if (task.begun) {
            task.signal.emit(asio::cancellation_type::terminal);
        }
    }
}

void task_group::ended(children::iterator task, const std::exception_ptr& error)
{
    running_.erase(task);
    if (error && !is_cancellation(error)) {
        if (!first_error_) {
            first_error_ = error;
        }
        stop();
    }
    if (running_.empty()) {
        gate_.cancel();
    }
}

asio::awaitable<void> task_group::join()
{
    // The wait for the others goes on after a cancellation, which would throw at each co_await.
    const bool throws = co_await asio::this_coro::throw_if_cancelled();
    co_await asio::this_coro::throw_if_cancelled(false);
    bool cancelled = false;
    while (!running_.empty()) {
        asio::error_code woken;
        auto token = asio::redirect_error(asio::use_awaitable, woken);
        co_await gate_.async_wait(token);
        const auto state = co_await asio::this_coro::cancellation_state;
        if (!cancelled && state.cancelled() != asio::cancellation_type::none) {
            cancelled = true;
            stop();
        }
    }
    co_await asio::this_coro::throw_if_cancelled(throws);

    stopping_ = false;
    if (const auto error = std::exchange(first_error_, nullptr)) {
        std::rethrow_exception(error);
    }
    if (cancelled) {
        throw std::system_error{asio::error::operation_aborted};
    }
}

}  // namespace kmp2mqtt::core
