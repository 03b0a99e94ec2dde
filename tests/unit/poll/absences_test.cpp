// SPDX-License-Identifier: Apache-2.0

#include "poll/absences.hpp"

#include <doctest/doctest.h>

#include "core/local_time.hpp"

using namespace std::chrono_literals;
using kmp2mqtt::core::clock;
using kmp2mqtt::meter::reading;
using kmp2mqtt::poll::absences;

namespace {

constexpr kmp::register_id flow{74};
constexpr kmp::register_id t3{88};
constexpr clock::wall_time noon{std::chrono::sys_days{std::chrono::November / 22 / 2026} + 12h};

using ids = std::vector<kmp::register_id>;

reading missing(clock::wall_time when = noon)
{
    reading of;
    of.time = when;
    of.missing = {t3};
    return of;
}

reading given()
{
    reading of;
    of.time = noon;
    of.values.push_back({.id = t3, .unit = kmp::unit::celsius, .value = {}});
    return of;
}

struct bench {
    absences of{{}};

    bench() { REQUIRE(kmp2mqtt::core::set_time_zone("UTC")); }

    void miss(int times, clock::wall_time when = noon)
    {
        for (int each = 0; each < times; ++each) {
            static_cast<void>(of.note(missing(when)));
        }
    }

    [[nodiscard]] bool rests(clock::wall_time now = noon) const
    {
        return of.resting({flow, t3}, now) == ids{t3};
    }
};

}  // namespace

TEST_SUITE("poll/absences")
{
    TEST_CASE_FIXTURE(bench, "a register that was left out ten times in a row rests")
    {
        miss(9);
        CHECK_FALSE(rests());
        const auto changes = of.note(missing());
        REQUIRE(changes.size() == 1);
        CHECK(changes[0].id == t3);
        CHECK(changes[0].is_absent);
        CHECK(rests());
        CHECK(of.resting({flow}, noon).empty());
    }

    TEST_CASE_FIXTURE(bench, "an answer in between begins the count anew")
    {
        miss(9);
        CHECK(of.note(given()).empty());
        miss(9);
        CHECK_FALSE(rests());
    }

    TEST_CASE_FIXTURE(bench, "a value that was rejected is an answer")
    {
        miss(9);
        reading rejected;
        rejected.rejected = {{t3, "implausible"}};
        static_cast<void>(of.note(rejected));
        CHECK(of.known().empty());
    }

    TEST_CASE_FIXTURE(bench,
                      "it is asked once on every further day, and that it began is said once")
    {
        miss(10);
        CHECK(rests(noon + 11h));
        CHECK_FALSE(rests(noon + 12h));
        CHECK(of.note(missing(noon + 12h)).empty());
        CHECK(rests(noon + 12h));
    }

    TEST_CASE_FIXTURE(bench, "once it is given it is asked for again, and that is said")
    {
        miss(12);
        const auto changes = of.note(given());
        REQUIRE(changes.size() == 1);
        CHECK_FALSE(changes[0].is_absent);
        CHECK_FALSE(rests());
    }

    TEST_CASE_FIXTURE(bench, "what was not asked for does not count")
    {
        miss(9);
        auto left_out = missing();
        left_out.not_asked = {t3};
        CHECK(of.note(left_out).empty());
        CHECK_FALSE(rests());
    }

    TEST_CASE_FIXTURE(bench, "it survives a restart, but no other meter")
    {
        miss(10);
        of = absences{of.known()};
        CHECK(rests());
        of.forget();
        CHECK_FALSE(rests());
    }
}
