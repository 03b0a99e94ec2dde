// SPDX-License-Identifier: Apache-2.0

#include "core/signal.hpp"

#include <chrono>
#include <system_error>

#include <asio/co_spawn.hpp>
#include <asio/experimental/awaitable_operators.hpp>
#include <asio/io_context.hpp>
#include <doctest/doctest.h>

#include "core/task_group.hpp"
#include "fake/manual_clock.hpp"
#include "fake/run_task.hpp"

namespace {

using namespace std::chrono_literals;
using kmp2mqtt::core::signal;
using kmp2mqtt::core::task_group;

struct bench {
    asio::io_context io;
    fake::manual_clock time;
    signal event{io.get_executor()};
};

asio::awaitable<void> notify_at(bench& at, fake::manual_clock::duration when)
{
    co_await at.time.sleep(when);
    at.event.notify();
}

/// Whether the event came within `patience`.
asio::awaitable<bool> comes_within(bench& at, fake::manual_clock::duration patience)
{
    using namespace asio::experimental::awaitable_operators;
    const auto first = co_await (at.event.wait() || at.time.sleep(patience));
    co_return first.index() == 0;
}

asio::awaitable<void> wait_and_count(bench& at, int& count)
{
    co_await at.event.wait();
    ++count;
}

asio::awaitable<int> stop_a_wait(bench& at)
{
    task_group tasks{at.io.get_executor()};
    int count = 0;
    tasks.spawn(wait_and_count(at, count));
    at.event.notify();
    tasks.stop();
    co_await tasks.join();
    co_return count;
}

}  // namespace

TEST_SUITE("core/signal")
{
    TEST_CASE_FIXTURE(bench, "a notification before the wait ends it at once")
    {
        event.notify();
        CHECK(fake::run_task(io, time, comes_within(*this, 1s)));
        CHECK(time.now().time_since_epoch() == 0s);
    }

    TEST_CASE_FIXTURE(bench, "a notification ends one wait, not the next")
    {
        event.notify();
        event.notify();
        CHECK(fake::run_task(io, time, comes_within(*this, 1s)));
        CHECK_FALSE(fake::run_task(io, time, comes_within(*this, 1s)));
    }

    TEST_CASE_FIXTURE(bench, "a notification during the wait ends it")
    {
        task_group tasks{io.get_executor()};
        tasks.spawn(notify_at(*this, 300ms));
        CHECK(fake::run_task(io, time, comes_within(*this, 1s)));
        CHECK(time.now().time_since_epoch() == 300ms);
        fake::run_task(io, time, tasks.join());
    }

    TEST_CASE_FIXTURE(bench, "all who wait are woken")
    {
        task_group tasks{io.get_executor()};
        int count = 0;
        tasks.spawn(wait_and_count(*this, count));
        tasks.spawn(wait_and_count(*this, count));
        tasks.spawn(notify_at(*this, 1ms));
        fake::run_task(io, time, tasks.join());
        CHECK(count == 2);
    }

    TEST_CASE_FIXTURE(bench, "a wait that is cancelled leaves the notification to the next")
    {
        CHECK(fake::run_task(io, time, stop_a_wait(*this)) == 0);
        CHECK(fake::run_task(io, time, comes_within(*this, 1s)));
    }
}
