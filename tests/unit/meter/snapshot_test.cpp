// SPDX-License-Identifier: Apache-2.0

#include "meter/snapshot.hpp"

#include <doctest/doctest.h>

using namespace std::chrono_literals;
using kmp2mqtt::core::clock;
using kmp2mqtt::meter::reading;
using kmp2mqtt::meter::snapshot;

namespace {

constexpr kmp::register_id energy{60};
constexpr kmp::register_id flow{74};

struct bench {
    snapshot known{{energy, flow}};

    bench()
    {
        reading first;
        first.time = clock::wall_time{1h};
        first.values = {
            {.id = energy, .unit = kmp::unit::gj, .value = kmp::decimal{227445, -3}},
            {.id = flow, .unit = kmp::unit::litre_per_hour, .value = kmp::decimal{317}}};
        known.apply(first);
    }

    [[nodiscard]] std::string value(std::size_t index) const
    {
        return kmp::text(known.registers()[index].value);
    }
};

}  // namespace

TEST_SUITE("meter/snapshot")
{
    TEST_CASE("nothing is known before the first reading")
    {
        const snapshot fresh{{energy}};
        CHECK_FALSE(fresh.last_read());
        CHECK_FALSE(fresh.registers()[0].unit);
        CHECK_FALSE(fresh.registers()[0].asked);
    }

    TEST_CASE_FIXTURE(bench, "the newest value of every configured register is kept")
    {
        reading next;
        next.time = clock::wall_time{2h};
        next.values = {{.id = flow, .unit = kmp::unit::litre_per_hour, .value = kmp::decimal{320}}};
        known.apply(next);
        CHECK(value(0) == "227.445");
        CHECK(value(1) == "320");
        CHECK(known.last_read() == clock::wall_time{2h});
    }

    TEST_CASE_FIXTURE(bench, "a reading of other registers is none of the configured ones")
    {
        reading next;
        next.time = clock::wall_time{2h};
        next.values = {{.id = kmp::register_id{1001}, .value = kmp::decimal{71234567}}};
        next.failed = {flow};
        CHECK_FALSE(known.concerns(next));
        known.apply(next);
        CHECK(known.last_read() == clock::wall_time{1h});
        next.missing = {energy};
        CHECK(known.concerns(next));
    }

    TEST_CASE_FIXTURE(bench, "a value that was rejected is none, until one is accepted")
    {
        reading next;
        next.rejected = {{flow, "cannot be true"}};
        known.apply(next);
        CHECK(value(1).empty());
        CHECK(known.registers()[1].rejected);
        CHECK_FALSE(known.registers()[0].rejected);
        next.rejected.clear();
        next.missing = {flow};
        known.apply(next);
        CHECK_FALSE(known.registers()[1].rejected);
    }

    TEST_CASE_FIXTURE(bench, "the meter's clock is made of a date and a time of one reading")
    {
        const auto today = std::chrono::year{2026} / 11 / 22;
        const kmp::measurement date{.id = kmp::register_id{1003}, .value = today};
        const kmp::measurement time{.id = kmp::register_id{1002}, .value = kmp::clock_time{20h}};
        reading next;
        next.values = {date};
        known.apply(next);
        next.values = {time};
        known.apply(next);
        CHECK_FALSE(known.clock());
        next.values = {date, time};
        known.apply(next);
        REQUIRE(known.clock());
        CHECK(known.clock()->date == today);
        CHECK(known.clock()->since_midnight == 20h);
        next.values = {{.id = date.id, .value = kmp::no_value{}}, time};
        known.apply(next);
        CHECK_FALSE(known.clock());
    }

    TEST_CASE_FIXTURE(bench,
                      "a register that the meter leaves out has no value, and keeps its unit")
    {
        reading next;
        next.missing = {flow};
        known.apply(next);
        CHECK(value(1).empty());
        CHECK(known.registers()[1].unit == kmp::unit::litre_per_hour);
    }

    TEST_CASE_FIXTURE(bench, "a rejected value is no value")
    {
        reading next;
        next.rejected = {{energy, "it fell"}};
        known.apply(next);
        CHECK(value(0).empty());
    }

    TEST_CASE_FIXTURE(bench, "a register whose request was not answered keeps its value")
    {
        reading next;
        next.failed = {flow};
        known.apply(next);
        CHECK(value(1) == "317");
    }

    TEST_CASE_FIXTURE(bench, "registers that are not configured are left out")
    {
        reading next;
        next.values = {{.id = kmp::register_id{99}, .value = kmp::decimal{0}}};
        known.apply(next);
        CHECK(known.registers().size() == 2);
    }

    TEST_CASE_FIXTURE(bench, "nothing is known of another meter")
    {
        known.identity.serial = "71234567";
        known.forget();
        CHECK_FALSE(known.last_read());
        CHECK(known.identity.serial.empty());
        CHECK(value(0).empty());
        CHECK_FALSE(known.registers()[0].unit);
    }
}
