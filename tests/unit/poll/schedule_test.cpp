// SPDX-License-Identifier: Apache-2.0

#include "poll/schedule.hpp"

#include <vector>

#include <doctest/doctest.h>

#include "core/local_time.hpp"

using namespace std::chrono_literals;
using kmp2mqtt::core::clock;
using kmp2mqtt::meter::plan;
using kmp2mqtt::meter::trigger;
using kmp2mqtt::poll::schedule;

namespace {

constexpr kmp::register_id energy{60};
constexpr kmp::register_id flow{74};
constexpr kmp::register_id peak{139};

/// Plans of one meter on a clock that the test moves, from 11:45:03 UTC on.
struct bench {
    bench() { REQUIRE(kmp2mqtt::core::set_time_zone("UTC")); }

    clock::wall_time now{std::chrono::sys_days{std::chrono::November / 22 / 2026} + 11h + 45min +
                         3s};
    kmp2mqtt::meter::settings configured;

    schedule with(std::vector<plan> plans)
    {
        configured.polls = std::move(plans);
        return schedule{configured, now};
    }

    std::vector<kmp::register_id> take(schedule& from) const { return from.take(now).registers; }

    /// The first turn, answered.
    void start(schedule& with) const
    {
        static_cast<void>(with.take(now));
        with.succeeded();
    }
};

using registers = std::vector<kmp::register_id>;

}  // namespace

TEST_SUITE("poll/schedule")
{
    TEST_CASE_FIXTURE(bench, "everything is read at start, each register once")
    {
        auto plans = with({{1h, {energy, flow}}, {24h, {flow, peak}}});
        const auto first = plans.take(now);
        CHECK(first.registers == registers{energy, flow, peak});
        CHECK(first.why == trigger::start);
        plans.succeeded();
        CHECK(take(plans).empty());
    }

    TEST_CASE_FIXTURE(bench, "an hourly plan runs half a minute before the full hour")
    {
        auto plans = with({{1h, {energy}}});
        start(plans);
        CHECK(plans.next() - now == 14min + 27s);
        now = plans.next();
        const auto turn = plans.take(now);
        CHECK(turn.registers == registers{energy});
        CHECK(turn.why == trigger::poll);
        CHECK(plans.next() - now == 1h);
    }

    TEST_CASE_FIXTURE(bench, "an offset that was configured goes for all plans")
    {
        configured.has_offset = true;
        configured.offset = 5s;
        auto plans = with({{1h, {energy}}, {1min, {flow}}});
        start(plans);
        CHECK(plans.next() - now == 2s);  // 11:45:05
    }

    TEST_CASE_FIXTURE(bench, "plans that are due together are one read")
    {
        auto plans = with({{1h, {energy}}, {30min, {flow}}});
        start(plans);
        now += 14min + 27s;
        CHECK(take(plans) == registers{energy, flow});
        plans.succeeded();
        now += 30min;
        CHECK(take(plans) == registers{flow});
    }

    TEST_CASE_FIXTURE(bench, "an interval that does not divide a day counts from its last due time")
    {
        auto plans = with({{7min, {energy}}});
        const auto begin = now;
        start(plans);
        CHECK(plans.next() - begin == 7min);
        now = begin + 7min + 2s;  // the read before took its time
        CHECK(take(plans) == registers{energy});
        CHECK(plans.next() - begin == 14min);
    }

    TEST_CASE_FIXTURE(bench, "turns that were missed are skipped, not made up for")
    {
        auto plans = with({{10s, {energy}}});
        start(plans);
        now += 3h;
        CHECK(take(plans).empty());
        CHECK(plans.next() - now <= 10s);
        now = plans.next();
        CHECK(take(plans) == registers{energy});
    }

    TEST_CASE_FIXTURE(bench, "a turn that is a little late is read once")
    {
        auto plans = with({{10s, {energy}}});
        start(plans);
        now += 35s;
        CHECK(take(plans) == registers{energy});
        CHECK(take(plans).empty());
        CHECK(plans.next() > now);
    }

    TEST_CASE_FIXTURE(bench, "tries after a failure come after 1, 5, 15 and 15 minutes")
    {
        auto plans = with({{24h, {energy}}});
        std::vector<std::chrono::minutes> delays;
        for (int tries = 0; tries < 4; ++tries) {
            CHECK(take(plans) == registers{energy});
            plans.failed(now);
            delays.push_back(std::chrono::duration_cast<std::chrono::minutes>(plans.next() - now));
            now = plans.next();
        }
        CHECK(delays == std::vector<std::chrono::minutes>{1min, 5min, 15min, 15min});
    }

    TEST_CASE_FIXTURE(bench, "a try after a failure never comes later than the next turn")
    {
        auto plans = with({{30s, {energy}}});
        static_cast<void>(plans.take(now));
        plans.failed(now);
        CHECK(plans.next() - now <= 30s);
    }

    TEST_CASE_FIXTURE(bench, "an answer ends the tries")
    {
        auto plans = with({{1h, {energy}}});
        static_cast<void>(plans.take(now));
        plans.failed(now);
        now += 1min;
        CHECK(take(plans) == registers{energy});
        plans.succeeded();
        CHECK(plans.next() - now == 13min + 27s);
    }

    TEST_CASE_FIXTURE(bench, "a try after a failure can be hastened, another turn cannot")
    {
        auto plans = with({{1h, {energy}}});
        start(plans);
        plans.hasten(now);
        CHECK(plans.next() > now);
        now = plans.next();
        CHECK(take(plans) == registers{energy});
        plans.failed(now);
        now += 2s;
        CHECK(take(plans).empty());
        plans.hasten(now);
        CHECK(plans.next() == now);
        CHECK(take(plans) == registers{energy});
    }

    TEST_CASE_FIXTURE(bench, "registers of a failed turn are read with the next one")
    {
        auto plans = with({{1h, {energy}}, {10min, {flow}}});
        start(plans);
        now = plans.next();  // 11:49:30
        CHECK(take(plans) == registers{flow});
        plans.succeeded();
        now = clock::wall_time{std::chrono::sys_days{std::chrono::November / 22 / 2026} + 11h +
                               59min + 30s};
        CHECK(take(plans) == registers{energy, flow});
        plans.failed(now);
        now += 10min;
        CHECK(take(plans) == registers{energy, flow});
    }

    TEST_CASE_FIXTURE(bench, "a clock that is set back does not leave a meter unread")
    {
        auto plans = with({{1h, {energy}}, {7min, {flow}}});
        start(plans);
        now -= std::chrono::hours{24 * 365};
        CHECK(take(plans).empty());
        CHECK(plans.next() - now <= 7min);
    }

    TEST_CASE_FIXTURE(bench, "a clock that is set forward causes no burst")
    {
        auto plans = with({{1h, {energy}}});
        start(plans);
        now += std::chrono::hours{24 * 365} + 20min;
        CHECK(take(plans).empty());
        CHECK(plans.next() - now <= 1h);
    }

    TEST_CASE_FIXTURE(bench, "an interval that is changed counts at once")
    {
        auto plans = with({{1h, {energy}}, {24h, {peak}}});
        start(plans);
        plans.change_interval(15min, 0s, now);
        now += 14min + 57s;
        CHECK(take(plans) == registers{energy});
        plans.succeeded();
        plans.change_interval(7min, 0s, now);
        now += 7min - 1s;
        CHECK(take(plans).empty());
        now += 1s;
        CHECK(take(plans) == registers{energy});
    }

    TEST_CASE_FIXTURE(bench, "what is due stays due when the interval is changed")
    {
        auto plans = with({{1h, {energy}}});
        plans.change_interval(24h, 0s, now);
        const auto first = plans.take(now);
        CHECK(first.registers == registers{energy});
        CHECK(first.why == trigger::start);
    }

    TEST_CASE_FIXTURE(bench, "a clock that is set back by minutes does not lengthen the interval")
    {
        auto plans = with({{1min, {energy}}, {7min, {peak}}});
        start(plans);
        now -= 59min;
        CHECK(take(plans).empty());
        CHECK(plans.next() - now <= 1min);
        now += 7min;
        CHECK(take(plans) == registers{peak});
    }

    TEST_CASE_FIXTURE(bench, "a turn that was missed says when it was due")
    {
        auto plans = with({{1h, {energy}}});
        start(plans);
        CHECK_FALSE(plans.take(now).missed);
        const auto due = plans.next();
        now = due + 61s;
        const auto late = plans.take(now);
        CHECK(late.registers.empty());
        CHECK(late.missed == due);
        CHECK_FALSE(plans.take(now).missed);
    }

    TEST_CASE_FIXTURE(bench, "a turn that came due while the port was busy is taken, not missed")
    {
        auto plans = with({{1h, {energy}}});
        start(plans);
        now = plans.next() + 90s;
        plans.worked(now);
        CHECK(take(plans) == registers{energy});
    }

    TEST_CASE_FIXTURE(bench, "it knows how many requests are still due")
    {
        auto plans = with({{1h, {energy}}, {24h, {flow, peak}}, {7h, {peak}}});
        start(plans);
        CHECK(plans.requests_before(now) == 0);
        CHECK(plans.requests_before(now + 14min) == 0);
        CHECK(plans.requests_before(now + 15min) == 1);
        CHECK(plans.requests_before(now + 12h + 14min) == 12 + 0 + 1);
        CHECK(plans.requests_before(now + 12h + 15min) == 13 + 1 + 1);
    }

    TEST_CASE_FIXTURE(bench, "the turn at start is not on the plan, unlike those on the clock")
    {
        auto plans = with({{1h, {energy}}});
        CHECK_FALSE(plans.take(now).is_planned);
        plans.failed(now);
        now += 1min;
        CHECK_FALSE(plans.take(now).is_planned);
        now = plans.next();
        CHECK(plans.take(now).is_planned);
    }
}
