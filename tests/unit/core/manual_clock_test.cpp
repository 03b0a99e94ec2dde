// SPDX-License-Identifier: Apache-2.0

#include "fake/manual_clock.hpp"

#include <chrono>
#include <stdexcept>
#include <vector>

#include <asio/experimental/awaitable_operators.hpp>
#include <asio/io_context.hpp>
#include <doctest/doctest.h>

#include "core/clock.hpp"
#include "core/signal.hpp"
#include "core/task_group.hpp"
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

asio::awaitable<void> tick(clock& time, clock::duration every, std::vector<int>& ticks, int mark)
{
    for (;;) {
        co_await time.sleep(every);
        ticks.push_back(mark);
    }
}

/// Two-second timeouts of a peer that never answers.
asio::awaitable<int> time_out(clock& time, kmp2mqtt::core::signal& answer, int times)
{
    using namespace asio::experimental::awaitable_operators;
    int timeouts = 0;
    for (int i = 0; i < times; ++i) {
        const auto first = co_await (answer.wait() || time.sleep(2s));
        timeouts += static_cast<int>(first.index());
    }
    co_return timeouts;
}

}  // namespace

TEST_SUITE("fake/manual_clock")
{
    TEST_CASE_FIXTURE(bench, "a thousand timeouts of two seconds take no time")
    {
        kmp2mqtt::core::signal answer{io.get_executor()};
        const auto begin = std::chrono::steady_clock::now();
        CHECK(fake::run_task(io, time, time_out(time, answer, 1000)) == 1000);
        CHECK(time.now().time_since_epoch() == 2000s);
        CHECK(std::chrono::steady_clock::now() - begin < 2s);
    }

    TEST_CASE_FIXTURE(bench, "sleepers wake in the order of their times")
    {
        std::vector<int> ticks;
        tasks.spawn(tick(time, 3s, ticks, 3));
        tasks.spawn(tick(time, 2s, ticks, 2));
        time.run_for(io, 7s);
        CHECK(ticks == std::vector{2, 3, 2, 3, 2});
        CHECK(time.now().time_since_epoch() == 7s);

        tasks.stop();
        time.run(io);
        CHECK(tasks.running() == 0);
        CHECK(ticks.size() == 5);
    }

    TEST_CASE_FIXTURE(bench, "the time of day goes along, and can jump")
    {
        const auto begin = time.wall();
        time.run_for(io, 1h);
        CHECK(time.wall() == begin + 1h);
        time.set_wall(begin - 24h);
        time.run_for(io, 1s);
        CHECK(time.wall() == begin - 24h + 1s);
        CHECK(time.now().time_since_epoch() == 1h + 1s);
    }

    TEST_CASE_FIXTURE(bench, "sleeping until a moment that has passed ends at once")
    {
        time.run_for(io, 1s);
        fake::run_task(io, time, time.sleep_until(clock::time_point{}));
        CHECK(time.now().time_since_epoch() == 1s);
    }

    TEST_CASE_FIXTURE(bench, "a coroutine that waits for what never comes is found out")
    {
        kmp2mqtt::core::signal never{io.get_executor()};
        CHECK_THROWS_AS(fake::run_task(io, time, never.wait()), std::logic_error);
        never.notify();
        time.run(io);
    }
}
