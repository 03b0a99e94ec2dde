// SPDX-License-Identifier: Apache-2.0

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "meter/telegrams.hpp"
#include "written.hpp"

using namespace std::chrono_literals;
using namespace std::string_literals;

namespace {

using written::one_meter;
using strings = std::vector<std::string>;

std::vector<unsigned> numbers(const std::vector<kmp::register_id>& ids)
{
    std::vector<unsigned> all;
    for (const auto id : ids) {
        all.push_back(static_cast<unsigned>(id));
    }
    return all;
}

strings refused(const std::string& keys)
{
    return written::refused(written::a_meter + keys);
}

strings warned(const std::string& keys)
{
    return written::accepted(written::a_meter + keys).warnings;
}

}  // namespace

TEST_SUITE("bridge/battery")
{
    TEST_CASE("a budget is a number of telegrams, 0 that of its kind")
    {
        CHECK(telegrams_a_day(one_meter("")) == 96);
        CHECK(telegrams_a_day(one_meter("kind = 'water'")) == 312);
        CHECK(telegrams_a_day(one_meter("[meter.budget]\ntelegrams_per_day = 0")) == 96);
        CHECK(telegrams_a_day(one_meter("[meter.budget]\ntelegrams_per_day = 5")) == 5);
        CHECK(written::has(refused("[meter.budget]\ntelegrams_per_day = -1"),
                           "f.toml:5:21: meter[1].budget.telegrams_per_day: -1 is not from 0"));
        CHECK(written::has(refused("[meter.budget]\ntelegrams_a_day = 5"),
                           "did you mean \"telegrams_per_day\"?"));
    }

    TEST_CASE("a budget that does not carry the reads is kept, with both numbers")
    {
        CHECK(written::has(warned("[meter.budget]\ntelegrams_per_day = 10"),
                           "10 telegrams a day do not carry the 26 that its reads need"));
        CHECK(warned("[meter.budget]\ntelegrams_per_day = 26").empty());
        CHECK(written::has(warned("keep_awake = '25min'\n[meter.budget]\ntelegrams_per_day = 70"),
                           "do not carry the 74 that its reads and keep_awake need"));
    }

    TEST_CASE("a meter is kept awake every minute at most")
    {
        CHECK(one_meter("keep_awake = '25min'").keep_awake == 25min);
        CHECK(one_meter("keep_awake = '1min'").keep_awake == 1min);
        CHECK(one_meter("keep_awake = '0s'").keep_awake == 0s);
        CHECK(written::has(refused("keep_awake = '59s'"), "is shorter than 1min"));
        CHECK(written::has(refused("keep_awake = '25m'"), "is no duration"));
        CHECK(written::has(refused("keep_awake = '-1min'"), "is not from 0"));
    }

    TEST_CASE("plans that are wrong are told beside a keep_awake that is right")
    {
        const auto budget = "[meter.budget]\ntelegrams_per_day = 96"s;
        CHECK(refused("poll = 'hourly'\nkeep_awake = '25min'\n" + budget).size() == 1);
        CHECK(refused("poll = []\nkeep_awake = '25min'\n" + budget).size() == 1);
    }

    TEST_CASE("a program is a path with its arguments")
    {
        CHECK(one_meter("wake_command = ['/bin/true', '-n', 'two words']").wake_command ==
              strings{"/bin/true", "-n", "two words"});
        CHECK(one_meter("wake_command = []").wake_command.empty());
        CHECK(written::has(refused("wake_command = ['knock']"), "is no path from / on"));
        CHECK(written::has(refused("wake_command = '/bin/true'"), "a list in brackets"));
        CHECK(written::has(refused("wake_command = ['/bin/true', 2]"), "a text in quotes"));
    }

    TEST_CASE("what changes slowly is read daily where nobody planned it, in its place among all")
    {
        const auto read =
            one_meter("registers = ['heat_energy_e1', 'max_flow_month', 'serial_number', 'power']");
        REQUIRE(read.polls.size() == 2);
        CHECK(read.polls[0].every == 1h);
        CHECK(numbers(read.polls[0].registers) == std::vector<unsigned>{60, 80});
        CHECK(read.polls[1].every == 24h);
        CHECK(numbers(read.polls[1].registers) == std::vector<unsigned>{139, 1001});
        CHECK(numbers(read.registers()) == std::vector<unsigned>{60, 139, 1001, 80});
    }

    TEST_CASE("a plan of nothing else, and one that is rarer, are one plan")
    {
        const auto slow = one_meter("registers = ['max_flow_month']");
        REQUIRE(slow.polls.size() == 1);
        CHECK(slow.polls[0].every == 24h);
        const auto weekly = one_meter("interval = '7d'\nregisters = ['power', 'max_flow_month']");
        REQUIRE(weekly.polls.size() == 1);
        CHECK(weekly.polls[0].every == 7 * 24h);
    }

    TEST_CASE("plans that are written are kept, with a word where they read it often")
    {
        const std::string often =
            "poll = [{every = '30min', registers = ['power', 'max_flow_month']}]";
        CHECK(one_meter(often).polls.size() == 1);
        CHECK(written::has(warned(often), "reads max_flow_month every 30min, though it changes"));
        CHECK(warned("poll = [{every = '1h', registers = ['max_flow_month']}]").empty());
    }
}
