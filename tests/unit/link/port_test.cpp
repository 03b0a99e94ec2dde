// SPDX-License-Identifier: Apache-2.0

#include "link/port.hpp"

#include <chrono>
#include <memory>
#include <string>
#include <utility>

#include <asio/experimental/awaitable_operators.hpp>
#include <asio/io_context.hpp>
#include <doctest/doctest.h>

#include "core/task_group.hpp"
#include "fake/manual_clock.hpp"
#include "fake/run_task.hpp"
#include "fake/scripted_link.hpp"

namespace {

using namespace std::chrono_literals;
using kmp2mqtt::core::clock;
using kmp2mqtt::core::task_group;
using kmp2mqtt::link::port;

struct bench {
    bench() { tasks.spawn(line.run()); }
    bench(const bench&) = delete;
    bench& operator=(const bench&) = delete;
    ~bench()
    {
        tasks.stop();
        time.run(io);
    }

    void use(clock::duration span);
    void run_for(clock::duration span) { time.run_for(io, span); }

    asio::io_context io;
    fake::manual_clock time;
    fake::scripted_link* wire{new fake::scripted_link{io.get_executor(), time}};
    port line{io.get_executor(), time, std::unique_ptr<fake::scripted_link>{wire}};
    task_group tasks{io.get_executor()};
    std::string order;
};

asio::awaitable<void> open_and_hold(bench& at, clock::duration span)
{
    const auto lease = co_await at.line.acquire();
    const auto opened = co_await lease.wire().open();
    CHECK(opened);
    co_await at.time.sleep(span);
}

asio::awaitable<void> hold(bench& at, char name, clock::duration span)
{
    const auto lease = co_await at.line.acquire();
    at.order += name;
    co_await at.time.sleep(span);
}

asio::awaitable<void> hold_within(bench& at, char name, clock::duration patience)
{
    using namespace asio::experimental::awaitable_operators;
    const auto first = co_await (at.line.acquire() || at.time.sleep(patience));
    at.order += first.index() == 0 ? name : '-';
}

void bench::use(clock::duration span)
{
    fake::run_task(io, time, open_and_hold(*this, span));
}

}  // namespace

TEST_SUITE("link/port")
{
    TEST_CASE_FIXTURE(bench, "users get their turn in the order they came")
    {
        for (const char name : {'a', 'b', 'c'}) {
            tasks.spawn(hold(*this, name, 1s));
        }
        run_for(2500ms);
        CHECK(order == "abc");
        tasks.spawn(hold(*this, 'd', 0s));
        run_for(1s);
        CHECK(order == "abcd");
    }

    TEST_CASE_FIXTURE(bench, "a user who gives up leaves its turn to the next")
    {
        tasks.spawn(hold(*this, 'a', 3s));
        tasks.spawn(hold_within(*this, 'b', 1s));
        tasks.spawn(hold(*this, 'c', 1s));
        run_for(3s);
        CHECK(order == "a-c");
    }

    TEST_CASE_FIXTURE(bench, "a turn that comes in the moment of giving up is not lost")
    {
        tasks.spawn(hold(*this, 'a', 1s));
        tasks.spawn(hold_within(*this, 'b', 1s));
        tasks.spawn(hold(*this, 'c', 1s));
        run_for(10s);
        CHECK(order.size() == 3);
        CHECK(order.back() == 'c');
    }

    TEST_CASE_FIXTURE(bench, "the link closes five seconds after its last use")
    {
        use(2s);
        run_for(4999ms);
        CHECK(wire->is_open());
        run_for(1ms);
        CHECK_FALSE(wire->is_open());
        use(0s);
        CHECK(wire->openings() == 2);
    }

    TEST_CASE_FIXTURE(bench, "a use within the five seconds starts them anew")
    {
        use(0s);
        run_for(4s);
        use(0s);
        run_for(4s);
        CHECK(wire->is_open());
        CHECK(wire->openings() == 1);
        run_for(1s);
        CHECK_FALSE(wire->is_open());
    }

    TEST_CASE_FIXTURE(bench, "the link stays open while somebody uses it")
    {
        use(60s);
        CHECK(wire->is_open());
    }

    TEST_CASE_FIXTURE(bench, "the link stays open for a use that is due within ten seconds")
    {
        use(0s);
        line.expect(this, time.now() + 15s);
        run_for(15s);
        CHECK(wire->is_open());

        SUBCASE("and closes when the use does not come")
        {
            run_for(5s);
            CHECK_FALSE(wire->is_open());
        }
        SUBCASE("and closes after the use")
        {
            use(1s);
            CHECK(wire->openings() == 1);
            run_for(5s);
            CHECK_FALSE(wire->is_open());
        }
    }

    TEST_CASE_FIXTURE(bench, "a use that is due later does not keep the link open")
    {
        line.expect(this, time.now() + 15001ms);
        use(0s);
        run_for(5s);
        CHECK_FALSE(wire->is_open());
    }

    TEST_CASE_FIXTURE(bench, "an expectation in the past counts for nothing")
    {
        line.expect(this, time.now() + 1s);
        run_for(1h);
        use(0s);
        run_for(5s);
        CHECK_FALSE(wire->is_open());
    }

    TEST_CASE_FIXTURE(bench, "the link is closed when the port is stopped")
    {
        use(0s);
        tasks.stop();
        run_for(0s);
        CHECK_FALSE(wire->is_open());
    }
}
