// SPDX-License-Identifier: Apache-2.0

#include "meter/sensor_fault.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <variant>

#include <kmp/registers.hpp>

#include "core/log.hpp"
#include "meter/info_code.hpp"
#include "meter/plausibility.hpp"

namespace kmp2mqtt::meter {
namespace {

/// In °C. Our choice: glycol is liquid down to there.
constexpr std::uint64_t coldest_below_zero{40};

/// Bits of the info code that name a sensor: of a 403 (5512-1689 p 92) "above" and "below", of a
/// 602 (5512-931 p 49) "outside range". Read together: together with 0.00 °C none is mistaken.
struct sensor_row {
    kmp::register_id id;
    std::uint64_t info_bits;
};
constexpr std::array sensors{
    sensor_row{.id = kmp::register_id{86}, .info_bits = 8 | 32},
    sensor_row{.id = kmp::register_id{398}, .info_bits = 8 | 32},
    sensor_row{.id = kmp::register_id{87}, .info_bits = 4 | 16 | 64},
    sensor_row{.id = kmp::register_id{399}, .info_bits = 4 | 16 | 64},
    sensor_row{.id = kmp::register_id{88}, .info_bits = 32 | 1U << 20U | 1U << 21U},
};

/// What a meter makes of T1 and T2, and shows as zero when one of them is broken (ibid. p 94).
constexpr std::array made_of_t1_and_t2{kmp::register_id{80}, kmp::register_id{89},
                                       kmp::register_id{400}};

/// Bits of the info code that name a flow sensor, V1 with register 74 and V2 with 75: of a 602
/// (5512-931 p 49) communication, pulse figure, air, direction; of a 403 and its like (5512-1689
/// p 92, and as wM-Bus has the upper half) air, direction, communication, pulse figure.
struct flow_row {
    kmp::register_id id;
    std::uint64_t bits_of_602;
    std::uint64_t bits_of_403;
    std::uint64_t bits_of_any;  ///< of which no other model means what goes with a flow of zero
};
constexpr std::array flows{
    flow_row{.id = kmp::register_id{74},
             .bits_of_602 = 16 | 2048 | 4096 | 16384,
             .bits_of_403 = 256 | 512 | 1U << 16U | 1U << 17U,
             .bits_of_any = 256 | 512 | 2048 | 1U << 16U | 1U << 17U},
    flow_row{.id = kmp::register_id{75},
             .bits_of_602 = 128 | 1024 | 8192 | 32768,
             .bits_of_403 = 15U << 22U,
             .bits_of_any = 15U << 22U},
};
constexpr std::array<std::string_view, 3> like_602{"601", "602", "801"};
constexpr std::array<std::string_view, 5> like_403{"302", "303", "403", "603", "803"};

constexpr kmp::register_id flow_v1{74};
constexpr kmp::register_id power{80};

const kmp::decimal* number(const kmp::measurement& of)
{
    return std::get_if<kmp::decimal>(&of.value);
}

/// The info code as bits; 0 if it was not read.
std::uint64_t info_of(const std::vector<kmp::measurement>& beside)
{
    std::uint64_t bits = 0;
    for (const auto& each : beside) {
        if (std::ranges::find(info_registers, each.id) != info_registers.end()) {
            bits |= info_bits_of(each.value).value_or(0);
        }
    }
    return bits;
}

/// Whether |value| < limit, to the last digit.
bool is_below(const kmp::decimal& value, std::uint64_t limit)
{
    const auto words = value.text();
    const auto whole = words.substr(0, words.find('.'));
    const auto degrees = kmp::decimal::from_text(whole.substr(whole.starts_with('-') ? 1 : 0));
    const auto integer = degrees ? degrees->to_integer() : std::nullopt;
    return integer && *integer < limit;
}

/// Whether a sensor can show it: above -40 and below 185 °C.
bool is_measurable(const kmp::decimal& value)
{
    const bool is_cold = value.is_negative() && !value.is_zero();
    return is_below(value, is_cold ? coldest_below_zero : hottest);
}

bool is_present_temperature(const kmp::measurement& of)
{
    const auto* const known = kmp::find(of.id);
    return known != nullptr && known->nature == kmp::nature::present &&
           known->typical_unit == kmp::symbol(kmp::unit::celsius) && of.unit == kmp::unit::celsius;
}

/// Of a temperature.
std::optional<std::string> broken(const kmp::measurement& of, std::uint64_t info)
{
    const auto* const degrees = number(of);
    if (degrees == nullptr || !is_present_temperature(of)) {
        return std::nullopt;
    }
    if (!is_measurable(*degrees)) {
        return text(of) + " stands for a sensor that is not connected";
    }
    const auto* const sensor = std::ranges::find(sensors, of.id, &sensor_row::id);
    if (sensor == sensors.end() || !degrees->is_zero() || (sensor->info_bits & info) == 0) {
        return std::nullopt;
    }
    return core::format("{} with info code {} stands for a short circuit in the sensor", text(of),
                        info);
}

std::uint64_t bits_of(const flow_row& sensor, std::string_view model)
{
    const auto is_among = [model](const auto& models) {
        return std::ranges::find(models, model) != models.end();
    };
    if (is_among(like_602)) {
        return sensor.bits_of_602;
    }
    return is_among(like_403) ? sensor.bits_of_403 : sensor.bits_of_any;
}

/// Of a zero: whether the flow sensor measured it.
std::optional<std::string> not_measured(const kmp::measurement& of, std::uint64_t info,
                                        std::string_view model)
{
    const auto id = of.id == power ? flow_v1 : of.id;
    const auto* const sensor = std::ranges::find(flows, id, &flow_row::id);
    if (sensor == flows.end() || (bits_of(*sensor, model) & info) == 0) {
        return std::nullopt;
    }
    return core::format("{} with info code {} stands for a flow sensor that does not measure",
                        text(of), info);
}

/// Of a zero: whether it was made of a temperature that is none.
std::optional<std::string> made_of_broken(const kmp::measurement& of,
                                          const std::vector<kmp::measurement>& beside,
                                          std::uint64_t info)
{
    if (std::ranges::find(made_of_t1_and_t2, of.id) == made_of_t1_and_t2.end()) {
        return std::nullopt;
    }
    for (const auto& each : beside) {
        const bool is_t3 = each.id == kmp::register_id{88};
        const bool is_sensor =
            std::ranges::find(sensors, each.id, &sensor_row::id) != sensors.end();
        if (is_sensor && !is_t3 && broken(each, info)) {
            return core::format("{} was made of {}, whose sensor is broken", text(of),
                                kmp::name_of(each.id));
        }
    }
    return std::nullopt;
}

}  // namespace

std::optional<std::string> sensor_fault(const kmp::measurement& of,
                                        const std::vector<kmp::measurement>& beside,
                                        std::string_view model)
{
    const auto info = info_of(beside);
    if (auto why = broken(of, info)) {
        return why;
    }
    const auto* const amount = number(of);
    if (amount == nullptr || !amount->is_zero()) {
        return std::nullopt;
    }
    auto why = not_measured(of, info, model);
    return why ? why : made_of_broken(of, beside, info);
}

}  // namespace kmp2mqtt::meter
