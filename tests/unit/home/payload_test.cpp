// SPDX-License-Identifier: Apache-2.0

#include "home/payload.hpp"

#include <doctest/doctest.h>

#include "unit/home/sample.hpp"

using namespace kmp2mqtt;
using namespace std::chrono_literals;
using sample::id;
using sample::measured;

TEST_SUITE("home/payload")
{
    TEST_CASE("the state is flat, with the meter's digits in configured order")
    {
        CHECK(home::state_payload(sample::snapshot(sample::reading())) ==
              R"({"last_read":"2026-11-22T11:45:03+01:00","heat_energy_e1":227.445,)"
              R"("volume_v1":2131.935,"flow_v1":317,"power":12.3,"temp_t1":61.62,)"
              R"("temp_t2":54.02,"temp_diff":7.60,"info_code":0})");
    }

    TEST_CASE("the state has every configured register, null where nothing is known")
    {
        auto reading = sample::reading();
        reading.values = {measured("temp_t1", kmp::unit::celsius, "61.62")};
        reading.missing = {id("temp_t3")};
        const auto snapshot =
            sample::snapshot(reading, {id("temp_t3"), id("temp_t1"), kmp::register_id{5555}});
        CHECK(home::state_payload(snapshot) ==
              R"({"last_read":"2026-11-22T11:45:03+01:00","temp_t3":null,"temp_t1":61.62,)"
              R"("register_5555":null})");
    }

    TEST_CASE("a reading tells its values, their units and its cost")
    {
        auto reading = sample::reading();
        reading.values = {measured("heat_energy_e1", kmp::unit::gj, "227.445")};
        reading.missing = {id("temp_t3")};
        CHECK(home::reading_payload(reading) ==
              R"({"time":"2026-11-22T11:45:03+01:00","sequence":17,"trigger":"poll",)"
              R"("duration_ms":934,"serial":"71234567","values":{"heat_energy_e1":227.445},)"
              R"("units":{"heat_energy_e1":"GJ"},"missing":["temp_t3"],"failed":[],)"
              R"("rejected":{}})");
    }

    TEST_CASE("a reading says why values are not there, and null where there is no unit")
    {
        auto reading = sample::reading();
        reading.trigger = meter::trigger::start;
        reading.serial.clear();
        reading.values = {measured("info_code", kmp::unit::number, "16"),
                          {.id = id("date"), .unit = kmp::unit::date, .value = kmp::no_value{}}};
        reading.failed = {id("power"), id("flow_v1")};
        reading.rejected = {{id("temp_t1"), "185.00 is no temperature"}};
        CHECK(home::reading_payload(reading) ==
              R"({"time":"2026-11-22T11:45:03+01:00","sequence":17,"trigger":"start",)"
              R"("duration_ms":934,"serial":null,"values":{"info_code":16,"date":null},)"
              R"("units":{"info_code":null,"date":null},"missing":[],)"
              R"("failed":["power","flow_v1"],)"
              R"("rejected":{"temp_t1":"185.00 is no temperature"}})");
    }

    TEST_CASE("a command that was carried out is answered with values")
    {
        auto reading = sample::reading();
        reading.values = {measured("temp_t1", kmp::unit::celsius, "61.62")};
        CHECK(home::response_payload("heating", R"("any text")", reading) ==
              R"({"status":"ok","command":"get","meter":"heating","transaction":"any text",)"
              R"("time":"2026-11-22T11:45:03+01:00","values":{"temp_t1":61.62},)"
              R"("units":{"temp_t1":"°C"},"missing":[],"failed":[],"rejected":{}})");
    }

    TEST_CASE("a command that was not is answered with a code and words")
    {
        const auto time = sample::at(11h + 45min + 5s);
        CHECK(home::refusal_payload("get", "heating", "null", time, "timeout",
                                    "no answer in 2 s, tried 3 times: ...") ==
              R"({"status":"error","command":"get","meter":"heating","transaction":null,)"
              R"("time":"2026-11-22T11:45:05+01:00","error":{"code":"timeout",)"
              R"("message":"no answer in 2 s, tried 3 times: ..."}})");
    }

    TEST_CASE("every cause of a failed read has a code")
    {
        using enum core::cause;
        for (const auto why : {port_missing, no_permission, port_busy, connection_refused,
                               unreachable, connection_lost, internal}) {
            CHECK(home::error_code(why) == "port_unavailable");
        }
        for (const auto why : {silence, only_echo}) {
            CHECK(home::error_code(why) == "timeout");
        }
        for (const auto why : {noise, bad_checksum, wrong_answer}) {
            CHECK(home::error_code(why) == "bad_frame");
        }
        CHECK(home::error_code(budget_spent) == "rate_limited");
    }

    TEST_CASE("an event is a word and a sentence")
    {
        CHECK(home::event_payload(sample::quarter_to_twelve(), "meter_lost", "it is \"silent\"") ==
              R"({"time":"2026-11-22T11:45:03+01:00","type":"meter_lost",)"
              R"("message":"it is \"silent\""})");
    }
}
