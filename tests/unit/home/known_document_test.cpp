// SPDX-License-Identifier: Apache-2.0

#include "home/known_document.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "home/discovery.hpp"
#include "unit/home/sample.hpp"

using namespace kmp2mqtt;

namespace {

struct bench {
    home::settings home = sample::home();

    [[nodiscard]] std::vector<core::publication> documents() const
    {
        return home::meter_discovery(home, sample::settings(), sample::snapshot(sample::reading()));
    }

    [[nodiscard]] std::optional<home::known_document> read(const std::string& topic,
                                                           const std::string& payload) const
    {
        return home::read_document(home, {.topic = topic, .payload = payload, .retain = true});
    }
};

}  // namespace

TEST_SUITE("home/known_document")
{
    TEST_CASE_FIXTURE(bench, "a device's document tells the device, the meter and its entities")
    {
        const auto known = home::read_document(home, documents().front());
        REQUIRE(known);
        CHECK(known->style == home::style::device);
        CHECK(known->identifier == "kmp_71234567");
        CHECK(known->meter == "heating");
        const auto energy = std::ranges::find(known->entities, "kmp_71234567_60",
                                              &home::known_document::entity::unique_id);
        REQUIRE(energy != known->entities.end());
        CHECK(energy->key == "heat_energy_e1");
        CHECK(energy->platform == "sensor");
    }

    TEST_CASE_FIXTURE(bench, "a document of one entity tells the same")
    {
        home.style = home::style::component;
        const auto known = home::read_document(home, documents().front());
        REQUIRE(known);
        CHECK(known->style == home::style::component);
        CHECK(known->identifier == "kmp_71234567");
        CHECK(known->meter == "heating");
        REQUIRE(known->entities.size() == 1);
        CHECK(known->entities.front().platform == "sensor");
        CHECK(known->entities.front().unique_id == "kmp_71234567_60");
    }

    TEST_CASE_FIXTURE(bench, "the bridge's own document names no meter")
    {
        const auto known = home::read_document(home, home::bridge_discovery(home).front());
        REQUIRE(known);
        CHECK(known->identifier == "kmp2mqtt_kmp2mqtt-attic");
        CHECK(known->meter.empty());
    }

    TEST_CASE_FIXTURE(bench, "documents of another bridge are not ours")
    {
        const auto theirs = documents().front();
        home.client_id = "kmp2mqtt-cellar";
        home.base_topic = "cellar";
        CHECK(!home::read_document(home, theirs));
        CHECK(!home::read_document(home, home::bridge_discovery(sample::home()).front()));
    }

    TEST_CASE_FIXTURE(bench, "ours is what has our client id, or our base topic")
    {
        const auto document = documents().front();
        SUBCASE("the base topic was changed")
        {
            home.base_topic = "meters/attic";
        }
        SUBCASE("the client id was changed")
        {
            home.client_id = "another";
        }
        const auto known = home::read_document(home, document);
        REQUIRE(known);
        CHECK(known->meter == "heating");
    }

    TEST_CASE_FIXTURE(bench, "a meter's name that none can have is none")
    {
        const auto known =
            read("homeassistant/device/kmp_1/config",
                 R"({"device":{"identifiers":["kmp_1"]},"origin":{"name":"kmp2mqtt"},)"
                 R"("availability":[{"topic":"kmp2mqtt/bridge/state"},)"
                 R"({"topic":"kmp2mqtt/#/availability"}],"components":{}})");
        REQUIRE(known);
        CHECK(known->meter.empty());
    }

    TEST_CASE_FIXTURE(bench, "an entity of which only the platform is left is none")
    {
        const auto known =
            read("homeassistant/device/kmp_1/config",
                 R"({"device":{"identifiers":["kmp_1"]},"origin":{"name":"kmp2mqtt"},)"
                 R"("availability":[{"topic":"kmp2mqtt/bridge/state"}],)"
                 R"("components":{"power":{"platform":"sensor"},)"
                 R"("flow_v1":{"platform":"sensor","unique_id":"kmp_1_74"}}})");
        REQUIRE(known);
        REQUIRE(known->entities.size() == 1);
        CHECK(known->entities.front().key == "flow_v1");
    }

    TEST_CASE_FIXTURE(bench, "a document that goes too deep to be written again is passed over")
    {
        const std::string head =
            R"({"device":{"identifiers":["kmp_1"]},"origin":{"name":"kmp2mqtt"},)"
            R"("availability":[{"topic":"kmp2mqtt/bridge/state"}],)"
            R"("components":{"a":{"platform":"sensor","unique_id":"x"}},"z":)";
        const auto nested = [&head](std::size_t levels) {
            return head + std::string(levels, '[') + std::string(levels, ']') + '}';
        };
        const std::string topic = "homeassistant/device/kmp_1/config";
        CHECK(read(topic, nested(10)));
        CHECK(!read(topic, nested(60'000)));
        CHECK(!read(topic, nested(200'000)));
    }

    TEST_CASE_FIXTURE(bench, "whatever else stands there is passed over")
    {
        const std::string topic = "homeassistant/device/kmp_1/config";
        for (const auto* const payload :
             {"", "{", "[]", "7", "null", "{}", R"({"device":7})", R"({"migrate_discovery":true})",
              R"({"device":{"identifiers":"kmp_1"},"origin":{"name":"kmp2mqtt"}})",
              R"({"device":{"identifiers":[7]},"origin":{"name":"kmp2mqtt"},)"
              R"("availability":[{"topic":"kmp2mqtt/bridge/state"}]})",
              R"({"device":{"identifiers":["kmp_1"]},"origin":{"name":"zigbee2mqtt"},)"
              R"("availability":[{"topic":"kmp2mqtt/bridge/state"}]})"}) {
            CHECK(!read(topic, payload));
        }
        const auto ours = documents().front().payload;
        CHECK(!read("homeassistant/device/0x00158d/config", ours));
        CHECK(!read("other/device/kmp_1/config", ours));
        CHECK(!read("homeassistant/device/kmp_1/state", ours));
        CHECK(!read(topic, std::string((1U << 20U) + 1, '[')));
    }
}
