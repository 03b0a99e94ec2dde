// SPDX-License-Identifier: Apache-2.0

#include "home/discovery.hpp"

#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "core/version.hpp"
#include "unit/home/sample.hpp"

using namespace kmp2mqtt;
using document = nlohmann::ordered_json;
using sample::id;

namespace {

/// All documents of the bridge and its heat meter: topic and payload.
document documents_of(const home::settings& home, const meter::settings& meter,
                      const meter::snapshot& of)
{
    auto publications = home::bridge_discovery(home);
    const auto more = home::meter_discovery(home, meter, of);
    publications.insert(publications.end(), more.begin(), more.end());
    document documents;
    for (const auto& publication : publications) {
        CHECK(publication.retain);
        documents[publication.topic] = document::parse(publication.payload);
    }
    return documents;
}

document documents_in(home::style style)
{
    auto home = sample::home();
    home.style = style;
    return documents_of(home, sample::settings(), sample::snapshot(sample::reading()));
}

document golden(const std::string& name)
{
    std::ifstream file{GOLDEN_FOLDER "/" + name};
    std::string text{std::istreambuf_iterator<char>{file}, {}};
    constexpr std::string_view version = "@VERSION@";
    for (auto at = text.find(version); at != std::string::npos; at = text.find(version)) {
        text.replace(at, version.size(), core::version);
    }
    return document::parse(text);
}

/// The one document of the heat meter in device style.
document meter_document(const home::settings& home, const meter::snapshot& of)
{
    return document::parse(home::meter_discovery(home, sample::settings(), of).front().payload);
}

}  // namespace

TEST_SUITE("home/discovery")
{
    TEST_CASE("a device is one document")
    {
        CHECK(documents_in(home::style::device).dump(2) == golden("device.json").dump(2));
    }

    TEST_CASE("in component style every entity is a document")
    {
        CHECK(documents_in(home::style::component).dump(2) == golden("component.json").dump(2));
    }

    TEST_CASE("both styles name the same entities")
    {
        std::vector<std::string> in_device;
        for (const auto& whole : documents_in(home::style::device)) {
            for (const auto& component : whole["components"]) {
                in_device.push_back(component["unique_id"]);
            }
        }
        std::vector<std::string> in_components;
        for (const auto& whole : documents_in(home::style::component)) {
            in_components.push_back(whole["unique_id"]);
        }
        CHECK(in_device == in_components);
    }

    TEST_CASE("registers that never answered are left out")
    {
        auto reading = sample::reading();
        reading.missing = {id("temp_t3")};
        const auto whole = meter_document(
            sample::home(), sample::snapshot(reading, {id("temp_t3"), id("temp_t1")}));
        CHECK(whole["components"].contains("temp_t1"));
        CHECK(!whole["components"].contains("temp_t3"));
    }

    TEST_CASE("a meter without a serial number is known by its name")
    {
        auto snapshot = sample::snapshot(sample::reading());
        snapshot.identity = {};
        const auto publications =
            home::meter_discovery(sample::home(), sample::settings(), snapshot);
        CHECK(publications.front().topic == "homeassistant/device/kmp_name_heating/config");
        const auto whole = document::parse(publications.front().payload);
        CHECK(whole["device"]["identifiers"] == document::array({"kmp_name_heating"}));
        CHECK(!whole["device"].contains("serial_number"));
        CHECK(whole["components"]["power"]["unique_id"] == "kmp_name_heating_80");
    }

    TEST_CASE("the device block has only keys that the oldest release takes")
    {
        auto home = sample::home();
        const auto snapshot = sample::snapshot(sample::reading());
        home.min_version = sample::release(2024, 8);
        CHECK(!meter_document(home, snapshot)["device"].contains("model_id"));
        CHECK(meter_document(home, snapshot)["device"].contains("serial_number"));
        home.min_version = sample::release(2024, 1);
        CHECK(!meter_document(home, snapshot)["device"].contains("serial_number"));
    }

    TEST_CASE("releases before 2025.10 get an object id too")
    {
        auto home = sample::home();
        home.min_version = sample::release(2025, 9);
        const auto whole = meter_document(home, sample::snapshot(sample::reading()));
        CHECK(whole["components"]["power"]["object_id"] == "heating_power");
        CHECK(whole["components"]["power"]["default_entity_id"] == "sensor.heating_power");
    }

    TEST_CASE("an entity id has lower case letters, digits and low lines")
    {
        auto meter = sample::settings();
        meter.name = "heat-2";
        auto home = sample::home();
        home.client_id = "Attic-1";
        const auto documents =
            documents_of(home, meter, sample::snapshot(sample::reading())).dump();
        CHECK(documents.find(R"("sensor.heat_2_power")") != std::string::npos);
        CHECK(documents.find(R"("binary_sensor.attic_1_connection")") != std::string::npos);
        CHECK(documents.find(R"("kmp2mqtt_Attic-1")") != std::string::npos);
    }

    TEST_CASE("another prefix moves every document")
    {
        auto home = sample::home();
        home.discovery_prefix = "ha/test";
        for (const auto& publication : home::bridge_discovery(home)) {
            CHECK(publication.topic.starts_with("ha/test/device/"));
        }
    }
}
