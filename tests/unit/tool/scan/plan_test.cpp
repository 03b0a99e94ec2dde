// SPDX-License-Identifier: Apache-2.0

#include "tool/scan/plan.hpp"

#include <algorithm>
#include <set>

#include <doctest/doctest.h>

#include "bench.hpp"

using kmp2mqtt::tool::scan_plan;

namespace {

struct cost {
    unsigned requests{0};
    unsigned failures{0};
    unsigned checks{0};
    std::set<kmp::register_id> blamed;
};

/// Plays a meter that is silent to each request with one of these registers.
cost play(scan_plan plan, const std::set<kmp::register_id>& silencing)
{
    cost all;
    while (!plan.is_over()) {
        ++all.requests;
        const auto asked = plan.next();
        const bool fails = std::ranges::any_of(
            asked, [&silencing](kmp::register_id id) { return silencing.contains(id); });
        if (!fails) {
            plan.answered();
            continue;
        }
        ++all.failures;
        all.checks += plan.is_failure_decisive() ? 1U : 0U;
        if (asked.size() == 1) {
            all.blamed.insert(asked.front());
        }
        plan.failed();
    }
    return all;
}

}  // namespace

TEST_SUITE("tool/scan_plan")
{
    TEST_CASE("eight registers are one request")
    {
        const scan_plan plan{range(1, 17)};
        REQUIRE(plan.groups().size() == 3);
        CHECK(plan.groups()[0] == range(1, 8));
        CHECK(plan.groups()[2] == range(17, 17));
        CHECK(plan.left() == 17);
        CHECK(play(plan, {}).requests == 3);
    }

    TEST_CASE("one bad register among eight is found in seven requests, wherever it is")
    {
        for (unsigned bad = 1; bad <= 8; ++bad) {
            const auto all = play(scan_plan{range(1, 8)}, {kmp::register_id(bad)});
            CHECK(all.requests == 7);
            CHECK(all.failures == 4);
            CHECK(all.blamed == std::set{kmp::register_id(bad)});
        }
    }

    TEST_CASE("only the whole request and the register to blame need a check of the meter")
    {
        CHECK(play(scan_plan{range(1, 8)}, {kmp::register_id{3}}).checks == 2);
        CHECK(play(scan_plan{range(1, 16)}, {kmp::register_id{3}, kmp::register_id{16}}).checks ==
              4);
    }

    TEST_CASE("a bad register alone is one request and one check")
    {
        const auto all = play(scan_plan{range(5, 5)}, {kmp::register_id{5}});
        CHECK(all.requests == 1);
        CHECK(all.checks == 1);
    }

    TEST_CASE("several bad registers are all found, and nothing else is blamed")
    {
        const std::set bad{kmp::register_id{2}, kmp::register_id{7}, kmp::register_id{11}};
        CHECK(play(scan_plan{range(1, 19)}, bad).blamed == bad);
    }

    TEST_CASE("halves of an odd request lose no register")
    {
        scan_plan plan{range(1, 5)};
        plan.failed();
        CHECK(plan.left() == 5);
        CHECK(plan.next() == range(1, 2));
        plan.answered();
        CHECK(plan.next() == range(3, 5));
    }

    TEST_CASE("a whole request is put off to the end, once, and none of its halves")
    {
        scan_plan plan{range(1, 12)};
        REQUIRE(plan.may_put_off());
        plan.put_off();
        CHECK(plan.next() == range(9, 12));
        plan.answered();
        CHECK(plan.next() == range(1, 8));
        CHECK(!plan.may_put_off());
        plan.failed();
        CHECK(plan.next() == range(1, 4));
        CHECK(!plan.may_put_off());
    }

    TEST_CASE("a single register is put off to the end, once")
    {
        scan_plan plan{{range(1, 1), range(2, 3)}};
        REQUIRE(plan.may_put_off());
        plan.put_off();
        CHECK(plan.left() == 3);
        plan.failed();
        CHECK(plan.next() == range(2, 2));
        CHECK(plan.may_put_off());
        plan.put_off();
        plan.answered();
        CHECK(plan.next() == range(1, 1));
        CHECK(!plan.may_put_off());
        plan.failed();
        CHECK(plan.next() == range(2, 2));
        CHECK(!plan.may_put_off());
        plan.answered();
        CHECK(plan.is_over());
    }

    TEST_CASE("a plan goes on with the groups of another")
    {
        scan_plan plan{range(1, 16)};
        plan.failed();
        plan.answered();
        scan_plan later{plan.groups()};
        CHECK(later.next() == range(5, 8));
        later.answered();
        CHECK(later.next() == range(9, 16));
    }
}
