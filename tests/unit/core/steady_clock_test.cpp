// SPDX-License-Identifier: Apache-2.0

#include "core/steady_clock.hpp"

#include <chrono>
#include <system_error>

#include <asio/co_spawn.hpp>
#include <asio/io_context.hpp>
#include <doctest/doctest.h>

#include "core/task_group.hpp"

namespace {

using namespace std::chrono_literals;
using kmp2mqtt::core::steady_clock;
using kmp2mqtt::core::task_group;

asio::awaitable<void> sleep_for_ever(steady_clock& time, bool& thrown)
{
    try {
        co_await time.sleep(24h);
    } catch (const std::system_error&) {
        thrown = true;
        throw;
    }
}

}  // namespace

TEST_SUITE("core/steady_clock")
{
    TEST_CASE("a sleep that is cancelled throws, and one that is over does not wait")
    {
        asio::io_context io;
        steady_clock time;
        bool thrown = false;
        task_group tasks{io.get_executor()};
        tasks.spawn(sleep_for_ever(time, thrown));
        tasks.spawn(time.sleep_until(time.now() - 1h));
        io.poll();
        CHECK(tasks.running() == 1);

        tasks.stop();
        io.run();
        CHECK(thrown);
        CHECK(tasks.running() == 0);
    }
}
