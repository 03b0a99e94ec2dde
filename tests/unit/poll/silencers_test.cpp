// SPDX-License-Identifier: Apache-2.0

#include "poll/silencers.hpp"

#include <doctest/doctest.h>

using kmp2mqtt::meter::answers;
using kmp2mqtt::poll::silencers;

namespace {

constexpr kmp::register_id flow{74};
constexpr kmp::register_id odd{1234};

using ids = std::vector<kmp::register_id>;

struct bench {
    silencers of;

    silencers::news silent(bool is_alive = true, const ids& which = {flow, odd})
    {
        answers others;
        others.answered = is_alive;
        return of.note(which, others, is_alive);
    }

    /// Of a meter that says who it is, and nothing else.
    silencers::news mute() { return of.note({flow, odd}, {}, true); }

    void suspect()
    {
        silent();
        CHECK(silent().suspected == ids{flow, odd});
    }
};

}  // namespace

TEST_SUITE("poll/silencers")
{
    TEST_CASE_FIXTURE(bench, "registers of a request that is silent twice in a row are suspected")
    {
        CHECK(silent().suspected.empty());
        CHECK_FALSE(of.is_suspected(odd));
        CHECK(silent().suspected == ids{flow, odd});
        CHECK(of.is_suspected(odd));
        CHECK_FALSE(of.is_suspected(kmp::register_id{60}));
        CHECK(silent().suspected.empty());
    }

    TEST_CASE_FIXTURE(bench, "an answer in between begins the count anew")
    {
        silent();
        answers got;
        SUBCASE("a value")
        {
            got.values.push_back({.id = odd, .unit = {}, .value = {}});
        }
        SUBCASE("or none")
        {
            got.missing = {odd};
        }
        of.note({}, got, true);
        CHECK(silent().suspected == ids{flow});
    }

    TEST_CASE_FIXTURE(bench,
                      "one that is asked for alone is found after three times, and told once")
    {
        suspect();
        answers got;
        got.missing = {flow};
        got.answered = true;
        CHECK(of.note({odd}, got, true).found.empty());
        CHECK_FALSE(of.is_suspected(flow));
        CHECK(silent(true, {odd}).found.empty());
        CHECK(silent(true, {odd}).found == ids{odd});
        CHECK(of.is_suspected(odd));
        CHECK(silent(true, {odd}).found.empty());
    }

    TEST_CASE_FIXTURE(bench, "a meter that answers for none of them alone silences itself")
    {
        suspect();
        for (int turn = 0; turn < 3; ++turn) {
            CHECK(of.is_suspected(odd));
            CHECK(mute().found.empty());
        }
        CHECK_FALSE(of.is_suspected(odd));
    }

    TEST_CASE_FIXTURE(bench, "nothing is suspected while the meter says nothing at all")
    {
        for (int each = 0; each < 20; ++each) {
            CHECK(silent(false).suspected.empty());
        }
        CHECK(silent(true).suspected == ids{flow, odd});
    }

    TEST_CASE_FIXTURE(bench, "a suspicion ends when the meter says nothing any more")
    {
        suspect();
        silent(false);
        CHECK_FALSE(of.is_suspected(odd));
        CHECK(silent().suspected == ids{flow, odd});
    }

    TEST_CASE_FIXTURE(bench, "life is sought in the third silent turn, and then rarely")
    {
        int sought = 0;
        for (int turn = 0; turn < 3 + 8; ++turn) {
            const bool seeks = of.seeks_life({odd});
            sought += seeks ? 1 : 0;
            CHECK(seeks == (turn == 2 || turn == 10));
            silent(false);
        }
        CHECK(sought == 2);
        CHECK_FALSE(of.seeks_life({kmp::register_id{60}}));
    }

    TEST_CASE_FIXTURE(bench, "another meter has others")
    {
        suspect();
        of.forget();
        CHECK_FALSE(of.is_suspected(odd));
    }
}
