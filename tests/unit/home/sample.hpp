// SPDX-License-Identifier: Apache-2.0

/// @file
/// A heat meter and a reading of it, for tests of payloads and documents.

#pragma once

#include <chrono>
#include <stdexcept>
#include <string>
#include <vector>

#include <kmp/registers.hpp>
#include <kmp/value.hpp>

#include "core/clock.hpp"
#include "core/local_time.hpp"
#include "home/settings.hpp"
#include "meter/reading.hpp"
#include "meter/settings.hpp"
#include "meter/snapshot.hpp"

namespace sample {

using namespace kmp2mqtt;

/// 2026-11-22 at that time in Copenhagen, which is now the zone of the process.
inline core::clock::wall_time at(std::chrono::seconds since_midnight)
{
    if (!core::set_time_zone("Europe/Copenhagen")) {
        throw std::runtime_error{"no time zone data"};
    }
    return core::from_local(std::chrono::year{2026} / 11 / 22, since_midnight);
}

inline core::clock::wall_time quarter_to_twelve()
{
    return at(std::chrono::hours{11} + std::chrono::minutes{45} + std::chrono::seconds{3});
}

inline kmp::register_id id(const std::string& name)
{
    const auto id = kmp::find_register(name);
    if (!id) {
        throw std::invalid_argument{"no register: " + name};
    }
    return *id;
}

inline kmp::measurement measured(const std::string& name, kmp::unit unit, const char* number)
{
    const auto value = kmp::decimal::from_text(number);
    if (!value) {
        throw std::invalid_argument{"no number: " + std::string{number}};
    }
    return {.id = id(name), .unit = unit, .value = *value};
}

inline home::settings home()
{
    home::settings home;
    home.client_id = "kmp2mqtt-attic";
    return home;
}

/// What the reading() below reads.
inline std::vector<kmp::register_id> registers()
{
    return {id("heat_energy_e1"), id("volume_v1"), id("flow_v1"),   id("power"),
            id("temp_t1"),        id("temp_t2"),   id("temp_diff"), id("info_code")};
}

/// The oldest Home Assistant to be served.
inline home::release release(int year, int month)
{
    return {.year = year, .month = month};
}

inline meter::settings settings()
{
    meter::settings settings;
    settings.name = "heating";
    settings.title = "Heat meter";
    settings.polls = {{.every = std::chrono::hours{1}, .registers = registers()}};
    return settings;
}

inline meter::reading reading()
{
    using enum kmp::unit;
    meter::reading reading;
    reading.time = quarter_to_twelve();
    reading.sequence = 17;
    reading.duration = std::chrono::milliseconds{934};
    reading.serial = "71234567";
    reading.values = {
        measured("heat_energy_e1", gj, "227.445"),  measured("volume_v1", m3, "2131.935"),
        measured("flow_v1", litre_per_hour, "317"), measured("power", kw, "12.3"),
        measured("temp_t1", celsius, "61.62"),      measured("temp_t2", celsius, "54.02"),
        measured("temp_diff", kelvin, "7.60"),      measured("info_code", number, "0")};
    return reading;
}

inline meter::snapshot snapshot(const meter::reading& of,
                                const std::vector<kmp::register_id>& configured = registers())
{
    meter::snapshot snapshot{configured};
    snapshot.apply(of);
    snapshot.identity = {.serial = "71234567", .type = "0001", .software = "A1"};
    return snapshot;
}

}  // namespace sample
