// SPDX-License-Identifier: Apache-2.0

#include "home/succession.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "home/discovery.hpp"
#include "unit/home/sample.hpp"

using namespace kmp2mqtt;
using sample::id;
using document = nlohmann::json;

namespace {

/// A heat meter that is announced, and was announced otherwise before.
struct bench {
    home::settings home = sample::home();
    meter::settings meter = sample::settings();
    std::vector<kmp::register_id> registers = sample::registers();
    meter::reading reading = sample::reading();

    [[nodiscard]] home::announcement announcement() const
    {
        return home::meter_announcement(home, meter, sample::snapshot(reading, registers));
    }

    [[nodiscard]] std::vector<home::known_document> known() const
    {
        std::vector<home::known_document> all;
        for (const auto& each : announcement().documents) {
            all.push_back(*home::read_document(home, each));
        }
        return all;
    }

    [[nodiscard]] home::succession from(const std::vector<home::known_document>& old) const
    {
        return home::succession_of(home, old, announcement());
    }
};

bool is_migration(const core::publication& of)
{
    return document::parse(of.payload, nullptr, false) == document{{"migrate_discovery", true}} &&
           !of.retain;
}

bool is_removal(const core::publication& of)
{
    return of.payload.empty() && of.retain;
}

bool has_topic(const std::vector<core::publication>& in, const std::string& topic)
{
    return std::ranges::find(in, topic, &core::publication::topic) != in.end();
}

}  // namespace

TEST_SUITE("home/succession")
{
    TEST_CASE_FIXTURE(bench, "what is announced as before needs nothing else")
    {
        for (const auto style : {home::style::device, home::style::component}) {
            home.style = style;
            const auto steps = from(known());
            CHECK(steps.before.empty());
            CHECK(steps.after.empty());
        }
    }

    TEST_CASE_FIXTURE(bench, "a register that is no longer configured is taken out of the document")
    {
        const auto old = known();
        registers.erase(registers.begin());
        const auto steps = from(old);
        REQUIRE(steps.before.size() == 1);
        CHECK(steps.before[0].topic == "homeassistant/device/kmp_71234567/config");
        const auto components = document::parse(steps.before[0].payload)["components"];
        CHECK(components["heat_energy_e1"] == document{{"platform", "sensor"}});
        CHECK(components["power"].contains("unique_id"));
        CHECK(steps.after.empty());
    }

    TEST_CASE_FIXTURE(bench, "in component style its document is removed")
    {
        home.style = home::style::component;
        const auto old = known();
        registers.erase(registers.begin());
        const auto steps = from(old);
        REQUIRE(steps.before.size() == 1);
        CHECK(steps.before[0].topic == "homeassistant/sensor/kmp_71234567_60/config");
        CHECK(is_removal(steps.before[0]));
    }

    TEST_CASE_FIXTURE(bench, "a register that has not answered yet keeps its entity")
    {
        for (const auto style : {home::style::device, home::style::component}) {
            home.style = style;
            reading = sample::reading();
            const auto old = known();
            reading.values.erase(reading.values.begin());
            const auto steps = from(old);
            CHECK(steps.before.empty());
            CHECK(steps.after.empty());
        }
    }

    TEST_CASE_FIXTURE(bench, "problems wait for the model, and for the info code")
    {
        meter.model = "403";
        const auto old = known();
        SUBCASE("the type was not told this time")
        {
            meter = sample::settings();
            auto snapshot = sample::snapshot(reading, registers);
            snapshot.identity.type.clear();
            const auto steps =
                home::succession_of(home, old, home::meter_announcement(home, meter, snapshot));
            CHECK(steps.before.empty());
        }
        SUBCASE("the info code was not answered")
        {
            reading.values.pop_back();
            CHECK(from(old).before.empty());
        }
        SUBCASE("another model has other problems")
        {
            meter.model = "602";
            const auto steps = from(old);
            REQUIRE(steps.before.size() == 1);
            const auto components = document::parse(steps.before[0].payload)["components"];
            CHECK(components["problem_low_battery"] == document{{"platform", "binary_sensor"}});
            CHECK(components["problem_v1_air"].contains("unique_id"));
        }
    }

    TEST_CASE_FIXTURE(bench, "from components to a device: they migrate, and are removed later")
    {
        home.style = home::style::component;
        const auto old = known();
        home.style = home::style::device;
        const auto steps = from(old);
        CHECK(steps.before.size() == old.size());
        CHECK(std::ranges::all_of(steps.before, is_migration));
        CHECK(steps.after.size() == old.size());
        CHECK(std::ranges::all_of(steps.after, is_removal));
    }

    TEST_CASE_FIXTURE(bench, "from a device to components: it migrates, and is removed later")
    {
        const auto old = known();
        home.style = home::style::component;
        const auto steps = from(old);
        REQUIRE(steps.before.size() == 1);
        CHECK(is_migration(steps.before[0]));
        REQUIRE(steps.after.size() == 1);
        CHECK(steps.after[0].topic == "homeassistant/device/kmp_71234567/config");
        CHECK(is_removal(steps.after[0]));
    }

    TEST_CASE_FIXTURE(bench, "what is neither announced nor reserved does not migrate")
    {
        home.style = home::style::component;
        const auto old = known();
        home.style = home::style::device;
        registers.erase(registers.begin());
        const auto steps = from(old);
        const std::string gone = "homeassistant/sensor/kmp_71234567_60/config";
        const auto removal = std::ranges::find(steps.before, gone, &core::publication::topic);
        REQUIRE(removal != steps.before.end());
        CHECK(is_removal(*removal));
        CHECK(!has_topic(steps.after, gone));
    }

    TEST_CASE_FIXTURE(bench, "a device that becomes components loses first what is gone")
    {
        const auto old = known();
        home.style = home::style::component;
        registers.erase(registers.begin());
        const auto steps = from(old);
        REQUIRE(steps.before.size() == 2);
        CHECK(document::parse(steps.before[0].payload)["components"]["heat_energy_e1"].size() == 1);
        CHECK(is_migration(steps.before[1]));
    }
}
