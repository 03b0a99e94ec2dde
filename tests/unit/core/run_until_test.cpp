// SPDX-License-Identifier: Apache-2.0

#include "core/run_until.hpp"

#include <stdexcept>

#include <asio/io_context.hpp>
#include <doctest/doctest.h>

#include "fake/manual_clock.hpp"
#include "fake/run_task.hpp"

using namespace std::chrono_literals;

namespace {

struct bench {
    asio::io_context io;
    fake::manual_clock time;

    asio::awaitable<void> fail_after(std::chrono::seconds span)
    {
        co_await time.sleep(span);
        throw std::runtime_error{"broken"};
    }

    void run(asio::awaitable<void> work, asio::awaitable<void> end)
    {
        fake::run_task(io, time, kmp2mqtt::core::run_until(std::move(work), std::move(end)));
    }

    [[nodiscard]] std::chrono::seconds passed() const
    {
        return std::chrono::duration_cast<std::chrono::seconds>(time.now().time_since_epoch());
    }
};

}  // namespace

TEST_SUITE("core/run_until")
{
    TEST_CASE_FIXTURE(bench, "work ends when the other side does")
    {
        run(time.sleep(1h), time.sleep(1s));
        CHECK(passed() == 1s);
    }

    TEST_CASE_FIXTURE(bench, "work may end first")
    {
        run(time.sleep(1s), time.sleep(1h));
        CHECK(passed() == 1s);
    }

    TEST_CASE_FIXTURE(bench, "what work throws is thrown at once")
    {
        CHECK_THROWS_WITH(run(fail_after(1s), time.sleep(1h)), "broken");
        CHECK(passed() == 1s);
    }
}
