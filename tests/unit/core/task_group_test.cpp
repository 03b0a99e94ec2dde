// SPDX-License-Identifier: Apache-2.0

#include "core/task_group.hpp"

#include <chrono>
#include <stdexcept>
#include <system_error>

#include <asio/error.hpp>
#include <asio/experimental/awaitable_operators.hpp>
#include <asio/io_context.hpp>
#include <asio/redirect_error.hpp>
#include <doctest/doctest.h>

#include "core/clock.hpp"
#include "fake/manual_clock.hpp"
#include "fake/run_task.hpp"

namespace {

using namespace std::chrono_literals;
using kmp2mqtt::core::clock;
using kmp2mqtt::core::task_group;

struct bench {
    asio::io_context io;
    fake::manual_clock time;
    task_group tasks{io.get_executor()};
};

asio::awaitable<void> sleep_and_count(clock& time, clock::duration span, int& count)
{
    co_await time.sleep(span);
    ++count;
}

asio::awaitable<void> sleep_and_throw(clock& time, clock::duration span)
{
    co_await time.sleep(span);
    throw std::runtime_error{"boiler"};
}

/// Needs a second more once it is cancelled.
asio::awaitable<void> end_slowly(clock& time, bool& ended)
{
    try {
        co_await time.sleep(1h);
    } catch (const std::system_error&) {
        ended = false;
    }
    co_await asio::this_coro::reset_cancellation_state();
    co_await time.sleep(1s);
    ended = true;
}

asio::awaitable<bool> join_within(task_group& tasks, clock& time, clock::duration patience)
{
    using namespace asio::experimental::awaitable_operators;
    const auto first = co_await (tasks.join() || time.sleep(patience));
    co_return first.index() == 0;
}

}  // namespace

TEST_SUITE("core/task_group")
{
    TEST_CASE_FIXTURE(bench, "joining nothing ends at once")
    {
        fake::run_task(io, time, tasks.join());
        CHECK(time.now().time_since_epoch() == 0s);
    }

    TEST_CASE_FIXTURE(bench, "joining waits for the last one")
    {
        int count = 0;
        tasks.spawn(sleep_and_count(time, 2s, count));
        tasks.spawn(sleep_and_count(time, 1s, count));
        CHECK(tasks.running() == 2);
        fake::run_task(io, time, tasks.join());
        CHECK(count == 2);
        CHECK(tasks.running() == 0);
        CHECK(time.now().time_since_epoch() == 2s);
    }

    TEST_CASE_FIXTURE(bench, "the first error stops the others and is thrown by join")
    {
        int count = 0;
        tasks.spawn(sleep_and_count(time, 1h, count));
        tasks.spawn(sleep_and_throw(time, 1s));
        tasks.spawn(sleep_and_throw(time, 2s));
        CHECK_THROWS_WITH_AS(fake::run_task(io, time, tasks.join()), "boiler", std::runtime_error);
        CHECK(count == 0);
        CHECK(tasks.running() == 0);
        CHECK(time.now().time_since_epoch() == 1s);
    }

    TEST_CASE_FIXTURE(bench, "stopping is no error, and the group can be used again")
    {
        int count = 0;
        tasks.spawn(sleep_and_count(time, 1h, count));
        tasks.stop();
        tasks.spawn(sleep_and_count(time, 1h, count));
        fake::run_task(io, time, tasks.join());
        CHECK(count == 0);
        CHECK(time.now().time_since_epoch() == 0s);

        tasks.spawn(sleep_and_count(time, 1s, count));
        fake::run_task(io, time, tasks.join());
        CHECK(count == 1);
    }

    TEST_CASE_FIXTURE(bench, "a cancelled join stops all and waits for them")
    {
        bool ended = false;
        tasks.spawn(end_slowly(time, ended));
        CHECK_FALSE(fake::run_task(io, time, join_within(tasks, time, 5s)));
        CHECK(ended);
        CHECK(tasks.running() == 0);
        CHECK(time.now().time_since_epoch() == 6s);
    }
}
