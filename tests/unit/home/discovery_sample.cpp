// SPDX-License-Identifier: Apache-2.0

/// @file
/// Prints discovery documents and states of many meters, for tests/lint/discovery.py: each unit
/// that a meter can name, with registers of every nature. One JSON object a line.

#include <array>
#include <charconv>
#include <cstdint>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include <kmp/registers.hpp>
#include <kmp/unit.hpp>
#include <kmp/value.hpp>

#include "home/discovery.hpp"
#include "home/payload.hpp"
#include "home/topics.hpp"
#include "unit/home/sample.hpp"

namespace {

using namespace kmp2mqtt;

void print(const std::string& topic, const std::string& payload)
{
    std::cout << nlohmann::json{{"topic", topic}, {"payload", payload}} << '\n';
}

/// A value that every layout can read as something.
kmp::measurement answer(kmp::register_id id, kmp::unit unit)
{
    static constexpr std::array<std::uint8_t, 4> number{0x00, 0x03, 0x0D, 0xA5};  // 200101
    static constexpr std::array<std::uint8_t, 2> month_day{0x04, 0xCF};           // 1231
    static constexpr std::array<std::uint8_t, 4> long_date{0x01, 0x35, 0x27, 0x72};
    static constexpr std::array<std::uint8_t, 8> rtc{0, 7, 3, 45, 11, 22, 11, 26};
    static constexpr std::array<std::uint8_t, 7> dst{0, 26, 11, 22, 11, 45, 3};
    kmp::register_block block{.id = id, .unit = unit, .sign_exponent = 0, .mantissa = number};
    switch (kmp::info(unit).values) {
        case kmp::layout::number:
            block.sign_exponent = 0x42;
            break;
        case kmp::layout::month_day:
            block.mantissa = month_day;
            break;
        case kmp::layout::long_date:
            block.mantissa = long_date;
            break;
        case kmp::layout::rtc:
            block.mantissa = rtc;
            break;
        case kmp::layout::dst_date_time:
            block.mantissa = dst;
            break;
        default:
            break;
    }
    return kmp::interpret(block);
}

/// One register of every nature, what is special, and one that nobody knows.
std::vector<kmp::register_id> some_registers()
{
    auto some = sample::registers();
    for (const auto* const name :
         {"cooling_energy_e3", "input_a1", "heat_energy_e1_high_res", "differential_energy_de",
          "max_flow_month", "date", "clock", "hour_counter", "serial_number", "register_5555"}) {
        some.push_back(sample::id(name));
    }
    return some;
}

/// Prints the meter's documents and states; `health` gets its counters.
void print_meter(const home::settings& home, const meter::settings& meter, kmp::unit unit,
                 home::health& health)
{
    health.meters.emplace_back(meter.name, meter::counters{});
    auto reading = sample::reading();
    reading.values.clear();
    for (const auto id : meter.registers()) {
        reading.values.push_back(answer(id, unit));
    }
    auto snapshot = sample::snapshot(reading, meter.registers());
    snapshot.identity.serial = std::to_string(1000 + static_cast<unsigned>(unit));
    for (const auto& document : home::meter_discovery(home, meter, snapshot)) {
        print(document.topic, document.payload);
    }
    const auto state = home::meter_topic(home, meter.name, "state");
    const auto info = home::meter_topic(home, meter.name, "info");
    print(state, home::state_payload(snapshot));
    print(info, home::meter_info_payload(meter, snapshot));
    reading.values.clear();
    reading.missing = meter.registers();
    snapshot.apply(reading);
    print(state, home::state_payload(snapshot));
    print(info, home::meter_info_payload(meter, snapshot));
}

int number(const char* text)
{
    int number = 0;
    const std::string_view digits{text};
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
}

}  // namespace

/// Arguments: device or component, year and month of the oldest Home Assistant, heat or water.
int main(int count, char** arguments)
{
    if (count != 5) {
        return 2;
    }
    auto home = sample::home();
    home.style =
        std::string_view{arguments[1]} == "device" ? home::style::device : home::style::component;
    home.min_version = sample::release(number(arguments[2]), number(arguments[3]));
    auto meter = sample::settings();
    meter.kind = std::string_view{arguments[4]} == "water" ? meter::kind::water : meter::kind::heat;

    for (const auto& document : home::bridge_discovery(home)) {
        print(document.topic, document.payload);
    }
    print(home::bridge_topic(home, "state"), "online");
    home::health health;

    meter.polls.front().registers = some_registers();
    for (unsigned code = 0; code <= UINT8_MAX; ++code) {
        const auto unit = static_cast<kmp::unit>(code);
        if (kmp::is_known(unit) || code == UINT8_MAX) {
            meter.name = "unit-" + std::to_string(code);
            print_meter(home, meter, unit, health);
        }
    }
    meter.name = "all";
    meter.polls.front().registers.clear();
    for (const auto& known : kmp::known_registers()) {
        meter.polls.front().registers.push_back(known.id);
    }
    print_meter(home, meter, static_cast<kmp::unit>(0xFE), health);
    print(home::bridge_topic(home, "health"), home::health_payload(health));
    return 0;
}
