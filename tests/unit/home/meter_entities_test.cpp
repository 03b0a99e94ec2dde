// SPDX-License-Identifier: Apache-2.0

#include "home/meter_entities.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include <doctest/doctest.h>

#include "unit/home/sample.hpp"

using namespace kmp2mqtt;
using sample::id;

namespace {

struct bench {
    home::settings home = sample::home();
    meter::settings meter = sample::settings();
    std::vector<kmp::register_id> registers = sample::registers();

    [[nodiscard]] std::optional<home::entity> find(const std::string& key) const
    {
        const auto all =
            home::meter_entities(home, meter, sample::snapshot(sample::reading(), registers));
        const auto found = std::ranges::find(all, key, &home::entity::key);
        return found == all.end() ? std::nullopt : std::optional{*found};
    }

    [[nodiscard]] home::entity of(const std::string& key) const
    {
        const auto found = find(key);
        REQUIRE_MESSAGE(found, key);
        return *found;
    }
};

using strings = std::vector<std::string>;

}  // namespace

TEST_SUITE("home/meter_entities")
{
    TEST_CASE_FIXTURE(bench, "the info code is a text, whatever the model")
    {
        const auto info = of("info_text");
        CHECK(info.state_topic == "kmp2mqtt/heating/info");
        CHECK(info.category == "diagnostic");
        CHECK(info.is_enabled);
        registers = {id("power")};
        CHECK(!find("info_text"));
    }

    TEST_CASE_FIXTURE(bench, "of a model whose list is known each cause is a problem")
    {
        meter.model = "403";
        const auto battery = of("problem_low_battery");
        CHECK(battery.platform == "binary_sensor");
        CHECK(battery.device_class == "problem");
        CHECK(battery.json_path == "problem_low_battery");
        CHECK(battery.name == "Low battery");
        CHECK(battery.is_enabled);
        CHECK(!of("problem_leak_input_a").is_enabled);
        meter.model = "402";
        CHECK(!find("problem_low_battery"));
    }

    TEST_CASE_FIXTURE(bench, "a value that was rejected is a problem of every meter")
    {
        registers = {id("power")};
        CHECK(of("problem_value_rejected").device_class == "problem");
    }

    TEST_CASE_FIXTURE(bench, "the meter's clock needs its date and its time of day")
    {
        CHECK(!find("meter_clock"));
        auto reading = sample::reading();
        reading.values.push_back({.id = id("date"), .unit = kmp::unit::date, .value = {}});
        reading.values.push_back({.id = id("clock"), .unit = kmp::unit::clock, .value = {}});
        const auto snapshot = sample::snapshot(reading, {id("date"), id("clock")});
        const auto all = home::meter_entities(home, meter, snapshot);
        CHECK(std::ranges::find(all, "meter_clock", &home::entity::key)->device_class ==
              "timestamp");
    }

    TEST_CASE_FIXTURE(bench, "what a silent meter needs most depends on the bridge alone")
    {
        for (const auto* const key : {"read_now", "identify", "poll_interval", "last_error",
                                      "link_quality", "condition", "telegrams_today"}) {
            CHECK(of(key).availability == strings{"kmp2mqtt/bridge/state"});
        }
    }

    TEST_CASE_FIXTURE(bench, "the poll interval is a number of minutes that can be set")
    {
        const auto interval = of("poll_interval");
        CHECK(interval.platform == "number");
        CHECK(interval.command_topic == "kmp2mqtt/heating/set/poll_interval");
        CHECK(interval.state_topic == "kmp2mqtt/heating/info");
        CHECK(interval.unit == "min");
        CHECK(interval.category == "config");
    }

    TEST_CASE_FIXTURE(bench, "counters of a meter are found by its name, whatever it is")
    {
        meter.name = "flat-2";
        CHECK(of("last_error").json_path == R"(["meters"]["flat-2"]["last_error"])");
    }

    TEST_CASE_FIXTURE(bench, "what few people want is off at first")
    {
        for (const auto* const key : {"last_error", "link_quality", "identify", "telegrams_left"}) {
            CHECK(!of(key).is_enabled);
        }
        CHECK(of("last_read").is_enabled);
        CHECK(of("read_now").is_enabled);
    }
}
