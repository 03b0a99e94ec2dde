// SPDX-License-Identifier: Apache-2.0

#include <memory>
#include <vector>

#include <doctest/doctest.h>

#include "core/local_time.hpp"
#include "poller_bench.hpp"

using namespace std::chrono_literals;
using fake::energy;
using fake::flow;
using fake::strings;

namespace {

constexpr auto another_meter = "40 3f 02 00 bc 61 4e b4 83 0d";  // 12345678
constexpr auto third_meter = "40 3f 02 12 34 56 78 1a 20 0d";    // 305419896

/// A poller that goes on from what was remembered.
struct bench : fake::poller_bench {
    std::unique_ptr<kmp2mqtt::poll::poller> later;

    bench() = default;
    bench(const bench&) = delete;
    bench& operator=(const bench&) = delete;
    ~bench()
    {
        tasks.stop();
        time.run_for(io, 0s);  // what runs in `later` ends before it does
    }

    /// A run that ended with 1.23 in both registers, an hour ago.
    kmp2mqtt::meter::memory remembered()
    {
        const kmp::value value{*kmp::decimal::from_text("1.23")};
        const auto at = time.wall() - 1h;
        return {
            .serial = "19088743",
            .sequence = 41,
            .values = {{.value = {.id = energy, .unit = kmp::unit::none, .value = value}, .at = at},
                       {.value = {.id = flow, .unit = kmp::unit::none, .value = value}, .at = at}},
            .absences = {},
            .spending = {},
            .poll_interval = {},
            .configured_interval = {}};
    }

    void go_on(const kmp2mqtt::meter::memory& known)
    {
        later = std::make_unique<kmp2mqtt::poll::poller>(
            io.get_executor(), time, kmp2mqtt::meter::session{line, configured, time, count},
            configured, count, known,
            kmp2mqtt::poll::events{
                .identified =
                    [this](const auto& who, bool changed) {
                        told.push_back((changed ? "changed to " : "is ") + who.known().serial);
                    },
                .read =
                    [this](const auto& got, const auto& then) {
                        told.push_back("read " + std::to_string(got.values.size()));
                        readings.push_back(got);
                        memory = then;
                    },
                .remembered = [this](const auto& then) { memory = then; },
                .availability = [](bool) {},
                .noticed = [this](const auto& what) { told.emplace_back(what.type); }});
        tasks.spawn(later->run());
    }
};

}  // namespace

TEST_SUITE("poll/memory")
{
    TEST_CASE_FIXTURE(bench, "what was accepted is told with each reading")
    {
        start();
        CHECK(memory.serial == "19088743");
        CHECK(memory.sequence == 1);
        REQUIRE(memory.values.size() == 2);
        CHECK(memory.values[0].value.id == energy);
        CHECK(kmp::text(memory.values[0].value.value) == "1.23");
        CHECK(memory.values[0].at >= readings[0].time);
    }

    TEST_CASE_FIXTURE(bench, "what is known is told after a failed read too")
    {
        start();
        memory = {};
        wire->expect(fake::asks({energy}));
        CHECK(ask({energy}));
        time.run_for(io, 3s);
        CHECK(told == strings{"refused"});
        CHECK(memory.sequence == 1);
        CHECK(memory.values.size() == 2);
    }

    TEST_CASE_FIXTURE(bench, "the sequence goes on after a restart")
    {
        expect_registers({energy, flow});
        expect_identity();
        go_on(remembered());
        time.run_for(io, 1s);
        CHECK(told == strings{"is 19088743", "read 2"});
        CHECK(readings[0].sequence == 42);
        CHECK(memory.sequence == 42);
    }

    TEST_CASE_FIXTURE(bench, "a counter that fell over a restart is read again, and told")
    {
        wire->expect(fake::asks({energy, flow})).reply(100ms, fake::answers({energy, flow}, 50));
        expect_identity();
        wire->expect(fake::asks({energy})).reply(100ms, fake::answers({energy}, 50));
        go_on(remembered());
        time.run_for(io, 1s);
        REQUIRE(readings.size() == 1);
        REQUIRE(readings[0].notices.size() == 1);
        CHECK(readings[0].notices[0].type == "counter_restarted");
    }

    TEST_CASE_FIXTURE(bench, "a meter that was exchanged over a restart begins without a history")
    {
        wire->expect(fake::asks({energy, flow})).reply(100ms, fake::answers({energy, flow}, 50));
        expect_identity(another_meter);
        expect_serial(another_meter);
        go_on(remembered());
        time.run_for(io, 1s);
        CHECK(told == strings{"changed to 12345678", "read 2"});
        CHECK(readings.at(0).notices.empty());
        CHECK(readings.at(0).sequence == 42);
        CHECK(memory.serial == "12345678");
    }

    TEST_CASE_FIXTURE(bench, "a serial number that is said only once is no other meter")
    {
        expect_registers({energy, flow});
        expect_identity(another_meter);
        expect_serial();
        go_on(remembered());
        time.run_for(io, 1s);
        CHECK(told == strings{"is 19088743", "read 2"});
        CHECK(memory.serial == "19088743");
    }

    TEST_CASE_FIXTURE(bench, "values of a meter that says two serial numbers are nobody's")
    {
        expect_registers({energy, flow});
        expect_identity(another_meter);
        expect_serial(third_meter);
        go_on(remembered());
        time.run_for(io, 1s);
        CHECK(told.empty());
        CHECK(count.last_error ==
              "the meter on scripted says that it is 12345678, and then 305419896: its values are "
              "kept back until it says one number twice");
        CHECK(memory.serial == "19088743");
    }

    TEST_CASE_FIXTURE(bench, "a look that finds another meter counts when it is said twice")
    {
        start();
        wire->expect(fake::asks({energy, flow})).reply(100ms, fake::answers({energy, flow}, 50));
        expect_serial(another_meter);
        expect_identity();
        wire->expect(fake::asks({energy})).reply(100ms, fake::answers({energy}, 50));
        time.run_for(io, 14min + 30s);
        CHECK(told.at(0) == "is 19088743");
        CHECK(readings.at(1).serial == "19088743");
    }

    TEST_CASE_FIXTURE(bench, "what is known of another meter than the configured one is forgotten")
    {
        configured.serial = "19088743";
        auto known = remembered();
        known.serial = "12345678";
        wire->expect(fake::asks({energy, flow})).reply(100ms, fake::answers({energy, flow}, 50));
        expect_identity();
        go_on(known);
        time.run_for(io, 1s);
        CHECK(told == strings{"is 19088743", "read 2"});
        CHECK(readings.at(0).notices.empty());
    }

    TEST_CASE_FIXTURE(bench, "values of a meter that took another's place unnoticed are not its")
    {
        start();
        wire->expect(fake::asks({energy, flow})).reply(100ms, fake::answers({energy, flow}, 50));
        expect_serial(another_meter);
        expect_identity(another_meter);
        time.run_for(io, 14min + 30s);
        CHECK(told == strings{"changed to 12345678", "read 2"});
        CHECK(readings.at(1).serial == "12345678");
        CHECK(readings.at(1).notices.empty());
    }

    TEST_CASE_FIXTURE(bench, "what looks like another meter's is kept back until it says who it is")
    {
        start();
        wire->expect(fake::asks({energy, flow})).reply(100ms, fake::answers({energy, flow}, 50));
        wire->expect(fake::hex("80 3f 02 35 e9 0d"));
        wire->expect(fake::asks({kmp::register_id{1001}}));
        wire->expect(fake::asks({energy})).reply(100ms, fake::answers({energy}, 50));
        time.run_for(io, 14min + 27s + 10s);
        REQUIRE(readings.size() == 2);
        CHECK(readings[1].values.size() == 1);
        REQUIRE(readings[1].rejected.size() == 1);
        CHECK(readings[1].rejected[0].second ==
              "fell from 1.23 to 0.50, and the meter did not say whether it is the same one");
        CHECK(kmp::text(memory.values[0].value.value) == "1.23");
    }

    TEST_CASE_FIXTURE(bench, "a meter that never says who it is is the same one")
    {
        auto known = remembered();
        known.serial.clear();
        wire->expect(fake::asks({energy, flow})).reply(100ms, fake::answers({energy, flow}, 50));
        wire->expect(fake::hex("80 3f 02 35 e9 0d"));
        wire->expect(fake::asks({kmp::register_id{1001}}));
        wire->expect(fake::hex("80 3f 01 05 8a 0d"));
        wire->expect(fake::hex("80 3f 02 35 e9 0d"));
        wire->expect(fake::asks({kmp::register_id{1001}}));
        wire->expect(fake::asks({energy})).reply(100ms, fake::answers({energy}, 50));
        go_on(known);
        time.run_for(io, 30s);
        REQUIRE(readings.size() == 1);
        CHECK(readings[0].values.size() == 2);
        CHECK(readings[0].notices.at(0).type == "counter_restarted");
    }

    TEST_CASE_FIXTURE(bench, "a telegram is told when it goes out, whatever comes of it")
    {
        wire->expect(fake::asks({energy, flow}));
        go_on(remembered());
        time.run_for(io, 100ms);
        CHECK(memory.spending.telegrams == 1);
        time.run_for(io, 3s);
    }

    TEST_CASE_FIXTURE(bench, "a restart does not make a day's telegrams new")
    {
        configured.telegrams_per_day = 5;
        auto known = remembered();
        known.spending = {.day = kmp2mqtt::core::local_day(time.wall()), .telegrams = 5};
        go_on(known);
        time.run_for(io, 1s);
        CHECK(told == strings{"budget_spent"});
        CHECK(count.telegrams == 0);
    }

    TEST_CASE_FIXTURE(bench, "what a meter leaves out is not asked for after a restart either")
    {
        auto known = remembered();
        known.absences = {{.id = flow, .times = 10, .asked = time.wall()}};
        expect_registers({energy});
        expect_identity();
        go_on(known);
        time.run_for(io, 1s);
        REQUIRE(readings.size() == 1);
        CHECK(readings[0].missing == std::vector{flow});
        CHECK(memory.absences == known.absences);
    }

    TEST_CASE_FIXTURE(bench, "starts leave the reads that are still due today alone")
    {
        auto known = remembered();
        known.spending = {.day = kmp2mqtt::core::local_day(time.wall()), .telegrams = 48 - 16};
        go_on(known);
        time.run_for(io, 14min);
        CHECK(told == strings{"budget_spent"});
        told.clear();
        expect_registers({energy, flow});
        expect_identity();
        time.run_for(io, 1min);
        CHECK(told == strings{"is 19088743", "read 2"});
    }

    TEST_CASE_FIXTURE(bench, "the first start of a day reads, however few telegrams it has")
    {
        configured.telegrams_per_day = 26;
        expect_registers({energy, flow});
        expect_identity();
        go_on(remembered());
        time.run_for(io, 1s);
        CHECK(told == strings{"is 19088743", "read 2"});
    }
}
