// SPDX-License-Identifier: Apache-2.0

#include "meter/telegrams.hpp"

#include <doctest/doctest.h>

using namespace std::chrono_literals;
using namespace kmp2mqtt;

namespace {

std::vector<kmp::register_id> registers(std::uint16_t count)
{
    std::vector<kmp::register_id> ids;
    for (std::uint16_t id = 1; id <= count; ++id) {
        ids.push_back(kmp::register_id{id});
    }
    return ids;
}

meter::settings with(std::vector<meter::plan> plans, meter::kind kind = meter::kind::heat)
{
    meter::settings of;
    of.kind = kind;
    of.polls = std::move(plans);
    return of;
}

}  // namespace

TEST_SUITE("meter/telegrams")
{
    TEST_CASE("hourly reads of eight registers are 24 telegrams, and two for the identity")
    {
        CHECK(planned_telegrams(with({{1h, registers(8)}})) == 26);
        CHECK(planned_telegrams(with({{1h, registers(9)}})) == 50);
        CHECK(planned_telegrams(with({{1h, registers(8)}, {24h, registers(2)}})) == 27);
        CHECK(planned_telegrams(with({{7h, registers(1)}})) == 6);
        CHECK(planned_telegrams(with({{240h, registers(1)}})) == 3);
    }

    TEST_CASE("a heat meter may have an hourly read with all its tries, and some commands")
    {
        CHECK(telegrams_a_day(with({{1h, registers(8)}})) == 24 * 3 + 24);
        CHECK(telegrams_a_day(with({{1h, registers(9)}})) == 48 * 3 + 24);
    }

    TEST_CASE("a water meter may have four reads an hour")
    {
        CHECK(telegrams_a_day(with({{1h, registers(7)}}, meter::kind::water)) == 96 * 3 + 24);
    }

    TEST_CASE("who reads rarely may still ask as often as others")
    {
        CHECK(telegrams_a_day(with({{24h, registers(8)}})) == 24 * 3 + 24);
    }

    TEST_CASE("reads that the user wants more often are carried too")
    {
        CHECK(telegrams_a_day(with({{1min, registers(8)}})) == 1440 * 3 + 24);
    }

    TEST_CASE("a meter that is asked once only needs fewer")
    {
        auto of = with({{1h, registers(8)}});
        of.retries = 0;
        CHECK(telegrams_a_day(of) == 24 + 24);
    }

    TEST_CASE("a number that is configured is kept")
    {
        auto of = with({{1h, registers(8)}});
        of.telegrams_per_day = 5;
        CHECK(telegrams_a_day(of) == 5);
    }

    TEST_CASE("the reads have all their tries to themselves, as far as the budget goes")
    {
        auto of = with({{1h, registers(8)}});
        CHECK(reserved_tries(of) == 3);
        of.telegrams_per_day = 60;
        CHECK(reserved_tries(of) == 2);
        of.telegrams_per_day = 26;
        CHECK(reserved_tries(of) == 1);
        of.telegrams_per_day = 25;
        CHECK(reserved_tries(of) == 0);
        of.keep_awake = 25min;
        of.telegrams_per_day = 26 + 48;
        CHECK(reserved_tries(of) == 1);
        of.telegrams_per_day = 2 * 26 + 48;
        CHECK(reserved_tries(of) == 2);
    }

    TEST_CASE("staying awake costs what fits between two reads")
    {
        auto of = with({{24h, registers(1)}, {1h, registers(8)}});
        CHECK(waking_telegrams(of) == 0);
        of.keep_awake = 25min;
        CHECK(waking_telegrams(of) == 48);
        of.keep_awake = 30min;
        CHECK(waking_telegrams(of) == 24);
        of.keep_awake = 2h;
        CHECK(waking_telegrams(of) == 0);
        of.keep_awake = 25min;
        CHECK(telegrams_a_day(of) == 25 * 3 + 48 + 24);
    }
}
