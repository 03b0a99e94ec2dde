// SPDX-License-Identifier: Apache-2.0

#include "poll/recent_values.hpp"

#include <doctest/doctest.h>

using namespace std::chrono_literals;
using kmp2mqtt::core::clock;
using kmp2mqtt::meter::reading;
using kmp2mqtt::poll::recent_values;

namespace {

constexpr kmp::register_id energy{60};
constexpr kmp::register_id volume{68};
constexpr kmp::register_id flow{74};

struct bench {
    recent_values recent;
    clock::time_point now{};
    std::chrono::milliseconds slept{0};  // meanwhile the steady clock stood still

    [[nodiscard]] kmp2mqtt::meter::moment at() const
    {
        return {.steady = now, .wall = clock::wall_time{now.time_since_epoch() + slept}};
    }

    void read(const std::vector<kmp::register_id>& given,
              std::vector<kmp::register_id> left_out = {})
    {
        reading got;
        got.time = at().wall;
        for (const auto id : given) {
            got.values.push_back({.id = id, .value = kmp::decimal{1}});
        }
        got.missing = std::move(left_out);
        recent.remember(got, now);
    }
};

}  // namespace

TEST_SUITE("poll/recent_values")
{
    TEST_CASE_FIXTURE(bench, "values younger than the age asked for are given")
    {
        read({energy, flow}, {volume});
        now += 9s;
        const auto found = recent.find({energy, volume}, 10s, at());
        REQUIRE(found);
        CHECK(found->values.size() == 1);
        CHECK(found->missing == std::vector{volume});
    }

    TEST_CASE_FIXTURE(bench, "values as old as the age asked for are not given")
    {
        read({energy});
        now += 10s;
        CHECK_FALSE(recent.find({energy}, 10s, at()));
    }

    TEST_CASE_FIXTURE(bench, "values grow older while the machine sleeps")
    {
        read({energy});
        slept = 8h;
        CHECK_FALSE(recent.find({energy}, 10s, at()));
    }

    TEST_CASE_FIXTURE(bench, "an age of zero always reads")
    {
        read({energy});
        CHECK_FALSE(recent.find({energy}, 0s, at()));
    }

    TEST_CASE_FIXTURE(bench, "one register that is not known is enough to read")
    {
        read({energy});
        CHECK_FALSE(recent.find({energy, flow}, 10s, at()));
    }

    TEST_CASE_FIXTURE(bench, "the time given is that of the oldest value")
    {
        read({energy});
        now += 5s;
        read({flow});
        const auto found = recent.find({energy, flow}, 10s, at());
        REQUIRE(found);
        CHECK(found->time == clock::wall_time{});
    }

    TEST_CASE_FIXTURE(bench, "nothing is known of another meter")
    {
        read({energy});
        recent.forget();
        CHECK_FALSE(recent.find({energy}, 10s, at()));
    }

    TEST_CASE_FIXTURE(bench, "a register whose value was rejected has no recent value")
    {
        read({energy, flow});
        reading doubted;
        doubted.rejected = {{energy, "fell"}};
        recent.remember(doubted, now);
        CHECK_FALSE(recent.find({energy}, 10s, at()));
        CHECK(recent.find({flow}, 10s, at()));
    }
}
