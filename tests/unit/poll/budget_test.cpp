// SPDX-License-Identifier: Apache-2.0

#include <algorithm>

#include <doctest/doctest.h>

#include "poller_bench.hpp"

using namespace std::chrono_literals;
using fake::energy;
using fake::flow;
using fake::strings;
using kmp2mqtt::core::cause;

namespace {

kmp2mqtt::meter::settings with_budget(std::uint32_t telegrams)
{
    auto settings = fake::poller_bench::hourly();
    settings.telegrams_per_day = telegrams;
    return settings;
}

/// Five telegrams a day; the start takes three.
struct bench : fake::poller_bench {
    bench() : poller_bench{with_budget(5)} { start(); }

    void spend_the_rest()
    {
        expect_registers({flow});
        expect_registers({flow});
        CHECK(ask({flow}));
        time.run_for(io, 1s);
        CHECK(ask({flow}));
        time.run_for(io, 1s);
        told.clear();
    }
};

}  // namespace

TEST_SUITE("poll/poller, what a day's budget carries")
{
    TEST_CASE_FIXTURE(bench, "a flood of commands stops at the budget, and each is answered")
    {
        expect_registers({flow});
        expect_registers({energy});
        CHECK(ask({flow}));
        time.run_for(io, 1s);
        CHECK(ask({energy}));
        time.run_for(io, 1s);
        for (int each = 0; each < 1000; ++each) {
            CHECK(ask({flow}));
            time.run_for(io, 10ms);
        }
        CHECK(count.telegrams == 5);
        CHECK(std::ranges::count(told, "refused") == 1000);
        CHECK(refusals[0].why == cause::budget_spent);
        CHECK(refusals[0].text.ends_with("possible again at 2026-11-23T00:00:00+00:00"));
    }

    TEST_CASE_FIXTURE(bench, "commands that wait when the last telegram goes out are refused")
    {
        expect_registers({flow});
        expect_registers({energy});
        CHECK(ask({flow}));
        time.run_for(io, 50ms);
        CHECK(ask({energy}));
        CHECK(ask({kmp::register_id{86}}));
        time.run_for(io, 1s);
        REQUIRE(refusals.size() == 1);
        CHECK(refusals[0].why == cause::budget_spent);
        CHECK(count.telegrams == 5);
    }

    TEST_CASE_FIXTURE(bench, "polls are skipped, which is said once, and availability stays")
    {
        spend_the_rest();
        time.run_for(io, 13h);
        REQUIRE(told.size() == 1);
        CHECK(told[0].starts_with("budget_spent: today's 5 telegrams are spent"));
        CHECK(poller.is_online());
        CHECK(poller.condition() == kmp2mqtt::meter::condition::awake);
        CHECK(count.timeouts == 0);
    }

    TEST_CASE_FIXTURE(bench, "the next day goes on within a quarter of an hour")
    {
        spend_the_rest();
        time.run_for(io, 13h);
        told.clear();
        expect_registers({energy, flow});
        time.run_for(io, 30min);
        CHECK(told == strings{"read 2"});
        CHECK(poller.budget().spent(time.wall()) == 1);
    }

    TEST_CASE_FIXTURE(bench, "a command for values that are known is answered all the same")
    {
        spend_the_rest();
        CHECK(ask({flow}, 10s));
        CHECK(told == strings{"answered 1"});
    }

    TEST_CASE_FIXTURE(bench, "a second try that is not paid for is left out")
    {
        configured.retries = 2;
        wire->expect(fake::asks({flow}));
        wire->expect(fake::asks({flow}));
        CHECK(ask({flow}));
        time.run_for(io, 20s);
        REQUIRE(refusals.size() == 1);
        CHECK(refusals[0].why == cause::silence);
        CHECK(count.telegrams == 5);
    }

    TEST_CASE("values of a meter that cannot be asked who it is are not given out")
    {
        fake::poller_bench poor{with_budget(1)};
        poor.expect_registers({energy, flow});
        poor.tasks.spawn(poor.poller.run());
        poor.time.run_for(poor.io, 1s);
        REQUIRE(poor.told.size() == 1);
        CHECK(poor.told[0].starts_with("budget_spent: "));
        CHECK_FALSE(poor.poller.is_online());
    }

    TEST_CASE("a number that the user set may be spent on commands to the last telegram")
    {
        fake::poller_bench set{with_budget(30)};
        set.start();
        for (int each = 0; each < 27; ++each) {
            set.expect_registers({flow});
            CHECK(set.ask({flow}));
            set.time.run_for(set.io, 1s);
        }
        CHECK(set.refusals.empty());
        CHECK(set.count.telegrams == 30);
        CHECK(set.ask({flow}));
        CHECK(set.refusals.size() == 1);
    }

    TEST_CASE("commands leave the reads that are still due today alone")
    {
        fake::poller_bench usual;  // 48: 24 reads, 24 beside them
        usual.start();
        int answered = 0;
        for (; usual.poller.budget().left(usual.time.wall()) > 14; ++answered) {
            usual.expect_registers({flow});
            CHECK(usual.ask({flow}));
            usual.time.run_for(usual.io, 1s);
        }
        CHECK(answered == 48 - 3 - 14);
        CHECK(usual.ask({flow}));
        REQUIRE(usual.refusals.size() == 1);
        CHECK(usual.refusals[0].text.starts_with("of today's 48 telegrams 14 are left"));
        for (int hour = 0; hour < 14; ++hour) {
            usual.expect_registers({energy, flow});
        }
        usual.time.run_for(usual.io, 13h + 14min);
    }

    TEST_CASE("commands leave the last read of a day all its tries, however late they come")
    {
        auto settings = fake::poller_bench::hourly();
        settings.polls[0].every = 24h;
        settings.retries = 2;
        fake::poller_bench daily{std::move(settings)};
        daily.start();
        daily.time.run_for(daily.io, 13h);
        for (int each = 0; each < 96 - 3 - 9; ++each) {
            daily.expect_registers({flow});
            CHECK(daily.ask({flow}));
            daily.time.run_for(daily.io, 1s);
        }
        CHECK(daily.refusals.empty());
        CHECK(daily.ask({flow}));
        CHECK(daily.refusals.size() == 1);
        daily.expect_registers({energy, flow});
        daily.time.run_for(daily.io, 14min);
    }

    TEST_CASE("commands leave them alone telegram by telegram")
    {
        auto settings = fake::poller_bench::hourly();
        settings.retries = 2;
        fake::poller_bench usual{std::move(settings)};
        usual.start();
        while (usual.poller.budget().left(usual.time.wall()) > 3 * (14 + 2) + 1) {
            usual.expect_registers({flow});
            CHECK(usual.ask({flow}));
            usual.time.run_for(usual.io, 1s);
        }
        usual.wire->swallows();
        CHECK(usual.ask({flow}));
        CHECK(usual.ask({energy}));
        usual.time.run_for(usual.io, 1min);
        CHECK(usual.refusals.size() == 2);
        CHECK(usual.poller.budget().left(usual.time.wall()) == 3 * (14 + 2));
    }

    TEST_CASE("a meter that is silent all day is still tried at every turn")
    {
        auto settings = fake::poller_bench::hourly();
        settings.retries = 2;
        fake::poller_bench silent{std::move(settings)};
        silent.start();
        silent.wire->swallows();
        silent.time.run_for(silent.io, 36h);
        CHECK(silent.poller.budget().left(silent.time.wall()) < 30);
        const auto at_evening = silent.count.telegrams;
        silent.time.run_for(silent.io, 1h);
        CHECK(silent.count.telegrams > at_evening);
    }
}
