// SPDX-License-Identifier: Apache-2.0

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include <kmp/registers.hpp>
#include <kmp/unit.hpp>

#include "home/register_entity.hpp"
#include "unit/home/sample.hpp"

using namespace kmp2mqtt;

namespace {

/// All months from 2024.11, when devices came, to 2026.12.
std::vector<home::release> releases()
{
    std::vector<home::release> all;
    for (auto at = sample::release(2024, 11); at < sample::release(2027, 1);) {
        all.push_back(at);
        at = at.month == 12 ? sample::release(at.year + 1, 1)
                            : sample::release(at.year, at.month + 1);
    }
    return all;
}

/// The units of numbers that a meter can send.
std::vector<kmp::unit> units()
{
    std::vector<kmp::unit> all;
    for (unsigned code = 0; code < 256; ++code) {
        const auto unit = static_cast<kmp::unit>(code);
        if (kmp::is_known(unit) && kmp::info(unit).values == kmp::layout::number) {
            all.push_back(unit);
        }
    }
    return all;
}

/// "class unit" of every register in every unit that a release is told of.
std::set<std::string> told(home::release oldest)
{
    auto home = sample::home();
    home.min_version = oldest;
    std::set<std::string> all;
    for (const auto& known : kmp::known_registers()) {
        for (const auto unit : units()) {
            meter::snapshot::entry entry;
            entry.id = known.id;
            entry.unit = unit;
            entry.value = kmp::decimal{7};
            const auto sensor = home::register_entity(home, sample::settings(), entry);
            if (!sensor.device_class.empty()) {
                all.insert(std::string{sensor.device_class} + ' ' + sensor.unit);
            }
        }
    }
    return all;
}

/// What came after 2024.11, and when. Source: the first Home Assistant release whose sensor
/// component has the unit, or the class.
const std::map<std::string, home::release> newer{
    {"energy GWh", sample::release(2024, 12)},
    {"power MW", sample::release(2024, 12)},
    {"power GW", sample::release(2024, 12)},
    {"volume_flow_rate L/h", sample::release(2025, 5)},
    {"temperature_delta K", sample::release(2025, 11)},
    {"temperature_delta °C", sample::release(2025, 11)},
};

const std::set<std::string> since_2024_11{
    "energy Wh",      "energy kWh",   "energy MWh",
    "energy J",       "energy kJ",    "energy MJ",
    "energy GJ",      "energy cal",   "energy kcal",
    "energy Mcal",    "energy Gcal",  "power W",
    "power kW",       "voltage V",    "current A",
    "temperature °C", "volume L",     "volume m³",
    "water L",        "water m³",     "pressure bar",
    "duration h",     "duration min", "duration s",
    "duration ms",    "duration d",   "volume_flow_rate m³/h",
};

}  // namespace

TEST_SUITE("home/min_version")
{
    TEST_CASE("every register in every unit has only classes that the oldest release knows")
    {
        for (const auto oldest : releases()) {
            auto expected = since_2024_11;
            for (const auto& [pair, since] : newer) {
                if (oldest >= since) {
                    expected.insert(pair);
                }
            }
            CAPTURE(oldest.year);
            CAPTURE(oldest.month);
            CHECK(told(oldest) == expected);
        }
    }
}
