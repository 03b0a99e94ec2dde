// SPDX-License-Identifier: Apache-2.0

#include <doctest/doctest.h>

#include "home/payload.hpp"
#include "unit/home/sample.hpp"

using namespace kmp2mqtt;
using namespace std::chrono_literals;
using sample::id;
using sample::measured;

namespace {

/// A meter of which nothing is known but what the test says.
std::string info_of(const std::string& model, const std::string& serial = "",
                    const std::string& type = "")
{
    auto settings = sample::settings();
    settings.model = model;
    meter::snapshot snapshot{{}};
    snapshot.identity.serial = serial;
    snapshot.identity.type = type;
    return home::meter_info_payload(settings, snapshot);
}

std::string model_in(const std::string& info)
{
    const auto begin = info.find("\"model\":") + 8;
    return info.substr(begin, info.find(",\"software\"") - begin);
}

}  // namespace

TEST_SUITE("home/info")
{
    TEST_CASE("a meter's info tells who it is, and the unit of each register")
    {
        auto reading = sample::reading();
        reading.values = {measured("heat_energy_e1", kmp::unit::gj, "227.445"),
                          measured("info_code", kmp::unit::number, "0")};
        reading.missing = {id("temp_t3")};
        auto snapshot =
            sample::snapshot(reading, {id("heat_energy_e1"), id("temp_t3"), id("info_code")});
        snapshot.identity.type = "0A0B";
        CHECK(home::meter_info_payload(sample::settings(), snapshot) ==
              R"({"schema":1,"serial":"71234567","type":"0A0B","model":null,"software":"A1",)"
              R"("kind":"heat","registers":{"heat_energy_e1":{"id":60,"unit":"GJ"},)"
              R"("temp_t3":{"id":88,"unit":null},"info_code":{"id":99,"unit":null}},)"
              R"("poll_interval":60,"info_text":"OK","meter_clock":null,)"
              R"("problem_value_rejected":"OFF"})");
    }

    TEST_CASE("what a meter does not say of itself is null")
    {
        CHECK(info_of("") ==
              R"({"schema":1,"serial":null,"type":null,"model":null,"software":null,)"
              R"("kind":"heat","registers":{},"poll_interval":60,"info_text":null,)"
              R"("meter_clock":null,"problem_value_rejected":"OFF"})");
    }

    TEST_CASE("the model is the configured one, else told by a public type")
    {
        CHECK(model_in(info_of("403", "1", "0001")) == R"("MULTICAL 403")");
        CHECK(model_in(info_of("flowiq")) == R"("flowIQ")");
        CHECK(model_in(info_of("", "1", "0001")) == R"("MULTICAL 601")");
        CHECK(model_in(info_of("", "1", "1505")) == R"("MULTICAL 601")");
        CHECK(model_in(info_of("", "1", "1101")) == R"("MULTICAL 402")");
        CHECK(model_in(info_of("", "1", "5A00")) == "null");
    }

    TEST_CASE("an interval that nobody could have set is null")
    {
        auto settings = sample::settings();
        const meter::snapshot snapshot{{}};
        const auto interval_in = [&](std::chrono::milliseconds every) {
            settings.polls.front().every = every;
            const auto info = home::meter_info_payload(settings, snapshot);
            const auto begin = info.find("poll_interval\":") + 15;
            return info.substr(begin, info.find(',', begin) - begin);
        };
        CHECK(interval_in(1min) == "1");
        CHECK(interval_in(24h) == "1440");
        CHECK(interval_in(30s) == "null");
        CHECK(interval_in(90s) == "null");
        CHECK(interval_in(48h) == "null");
    }

    TEST_CASE("the info code is told in words, and each cause by itself")
    {
        auto settings = sample::settings();
        settings.model = "601";
        auto reading = sample::reading();
        reading.values = {measured("info_code", kmp::unit::number, "12")};
        auto snapshot = sample::snapshot(reading, {id("info_code")});
        auto info = home::meter_info_payload(settings, snapshot);
        CHECK(info.find(R"("info_text":"Return temperature out of range, Flow temperature out of )"
                        R"(range","meter_clock":null,"problem_value_rejected":"OFF",)"
                        R"("problem_supply_cut":"OFF","problem_t2_range":"ON",)"
                        R"("problem_t1_range":"ON","problem_t3_range":"OFF",)") !=
              std::string::npos);
        reading.values.clear();
        reading.missing = {id("info_code")};
        snapshot.apply(reading);
        info = home::meter_info_payload(settings, snapshot);
        CHECK(info.find(R"("problem_supply_cut":null)") != std::string::npos);
    }

    TEST_CASE("a value that was rejected is a problem")
    {
        auto reading = sample::reading();
        reading.rejected = {{id("temp_t1"), "185.00 °C stands for a sensor that is not connected"}};
        const auto info = home::meter_info_payload(sample::settings(), sample::snapshot(reading));
        CHECK(info.find(R"("problem_value_rejected":"ON")") != std::string::npos);
    }

    TEST_CASE("the meter's clock has the offset of the configured zone")
    {
        auto reading = sample::reading();
        reading.values = {{.id = id("date"), .value = std::chrono::year{2026} / 11 / 22},
                          {.id = id("clock"), .value = kmp::clock_time{11h + 44min + 9s}}};
        const auto info = home::meter_info_payload(
            sample::settings(), sample::snapshot(reading, {id("clock"), id("date")}));
        CHECK(info.find(R"("meter_clock":"2026-11-22T11:44:09+01:00")") != std::string::npos);
    }

    TEST_CASE("the bridge's info tells what is polled")
    {
        auto settings = sample::settings();
        settings.polls = {
            {.every = 1h, .registers = {id("heat_energy_e1"), kmp::register_id{5555}}},
            {.every = 24h, .registers = {id("max_flow_month")}}};
        const auto info =
            home::bridge_info_payload(sample::home(), sample::quarter_to_twelve(), "5", {settings});
        CHECK(info.starts_with(R"({"schema":1,"client_id":"kmp2mqtt-attic","version":")"));
        CHECK(info.ends_with(R"(","started":"2026-11-22T11:45:03+01:00","protocol":"5",)"
                             R"("meters":[{"name":"heating","polls":[)"
                             R"({"every":"1h","registers":["heat_energy_e1","register_5555"]},)"
                             R"({"every":"1d","registers":["max_flow_month"]}]}]})"));
    }

    TEST_CASE("health counts what reading costs")
    {
        home::health health;
        health.uptime = 1h;
        meter::link_quality link;
        link.note(true);
        link.note(false);
        health.dropped = 7;
        health.store = "file";
        health.meters = {
            {.name = "heating",
             .count = {.reads = 2, .telegrams = 3, .last_error = {}},
             .condition = meter::condition::awake,
             .telegrams_today = 3,
             .telegrams_left = 93},
            {.name = "water",
             .count = {.timeouts = 4, .bad_frames = 5, .last_error = "no answer", .link = link}}};
        CHECK(
            home::health_payload(health) ==
            R"({"schema":1,"uptime_s":3600,"reconnects":0,"queue":0,"dropped":7,"store":"file","meters":{)"
            R"("heating":{"reads":2,"telegrams":3,"timeouts":0,"bad_frames":0,)"
            R"("link_quality":null,"last_error":null,"condition":"awake","telegrams_today":3,"telegrams_left":93},)"
            R"("water":{"reads":0,"telegrams":0,"timeouts":4,"bad_frames":5,)"
            R"("link_quality":50,"last_error":"no answer","condition":"unknown","telegrams_today":0,)"
            R"("telegrams_left":0}}})");
    }

    TEST_CASE("an error that is too long for a state ends with a whole word")
    {
        std::string error;
        while (error.size() <= 255) {
            error += "nobody answers ";
        }
        home::health health;
        health.meters = {{.name = "water", .count = {.last_error = error, .link = {}}}};
        const auto payload = home::health_payload(health);
        CHECK(payload.find("answers nobody…\"") != std::string::npos);
    }
}
