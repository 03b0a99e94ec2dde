// SPDX-License-Identifier: Apache-2.0

#include "meter/info_code.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <variant>

namespace kmp2mqtt::meter {
namespace {

constexpr kmp::register_id info_bits{info_registers[0]};
constexpr kmp::register_id info_code{info_registers[1]};

constexpr bool common = true;
constexpr bool rare = false;

/// Technical description of the 602, 5512-931 p 49.
constexpr auto of_602 = std::to_array<info_cause>({
    {0, "supply_cut", "Supply voltage was cut", common},
    {2, "t2_range", "Return temperature out of range", common},
    {3, "t1_range", "Flow temperature out of range", common},
    {4, "v1_communication", "Flow sensor does not communicate", common},
    {5, "t3_range", "Temperature T3 out of range", rare},
    {6, "leak_cold_water", "Leak in the cold water", rare},
    {7, "v2_pulse", "Flow sensor 2 has the wrong pulse figure", rare},
    {8, "leak_heating", "Leak in the heating system", rare},
    {9, "burst_heating", "Burst in the heating system", rare},
    {10, "v2_communication", "Flow sensor 2 does not communicate", rare},
    {11, "v1_pulse", "Flow sensor has the wrong pulse figure", rare},
    {12, "v1_air", "Air in the flow sensor", common},
    {13, "v2_air", "Air in flow sensor 2", rare},
    {14, "v1_direction", "Flow in the wrong direction", common},
    {15, "v2_direction", "Flow 2 in the wrong direction", rare},
});

/// Those that the 602 has in common with the 66C; the 601 is the 66C's sister.
constexpr auto of_601 = std::to_array<info_cause>({
    {0, "supply_cut", "Supply voltage was cut", common},
    {2, "t2_range", "Return temperature out of range", common},
    {3, "t1_range", "Flow temperature out of range", common},
    {5, "t3_range", "Temperature T3 out of range", rare},
    {6, "leak_cold_water", "Leak in the cold water", rare},
    {8, "leak_heating", "Leak in the heating system", rare},
    {9, "burst_heating", "Burst in the heating system", rare},
});

/// Bits 0 to 15: technical description of the 403, 5512-1689 p 92. The others: wmbusmeters,
/// drivers/src/kamheat.xmq, for the 302, 303, 403, 603 and 803, with the same lower half.
constexpr auto of_x03 = std::to_array<info_cause>({
    {0, "no_supply", "No supply voltage", common},
    {1, "low_battery", "Low battery", common},
    {2, "alarm", "External alarm", rare},
    {3, "t1_above", "Flow temperature above range", common},
    {4, "t2_above", "Return temperature above range", common},
    {5, "t1_below", "Flow temperature below range", common},
    {6, "t2_below", "Return temperature below range", common},
    {7, "temp_diff", "Invalid temperature difference", common},
    {8, "v1_air", "Air in the flow sensor", common},
    {9, "v1_direction", "Flow in the wrong direction", common},
    {11, "v1_above", "Flow above the sensor's range", common},
    {12, "leak_input_a", "Leak at pulse input A", rare},
    {13, "leak_input_b", "Leak at pulse input B", rare},
    {14, "alarm_input_a", "Alarm at pulse input A", rare},
    {15, "alarm_input_b", "Alarm at pulse input B", rare},
    {16, "v1_communication", "Flow sensor does not communicate", common},
    {17, "v1_pulse", "Flow sensor has the wrong pulse figure", rare},
    {18, "leak_input_a2", "Leak at pulse input A2", rare},
    {19, "leak_input_b2", "Leak at pulse input B2", rare},
    {20, "t3_above", "Temperature T3 above range", rare},
    {21, "t3_below", "Temperature T3 below range", rare},
    {22, "v2_communication", "Flow sensor 2 does not communicate", rare},
    {23, "v2_pulse", "Flow sensor 2 has the wrong pulse figure", rare},
    {24, "v2_air", "Air in flow sensor 2", rare},
    {25, "v2_direction", "Flow 2 in the wrong direction", rare},
    {27, "v2_above", "Flow 2 above the sensor's range", rare},
    {28, "burst_loss", "Burst: water is lost", rare},
    {29, "burst_penetration", "Burst: water comes in", rare},
    {30, "leak_loss", "Leak: water is lost", rare},
    {31, "leak_penetration", "Leak: water comes in", rare},
});

/// The 403 describes the first 16 for its register 99.
constexpr std::span<const info_cause> of_403 = std::span{of_x03}.first(15);

struct model_row {
    std::string_view model;
    kmp::register_id id;
    std::span<const info_cause> causes;
};

constexpr auto model_rows = std::to_array<model_row>({
    {"403", info_code, of_403},
    {"601", info_code, of_601},
    {"602", info_code, of_602},
    {"302", info_bits, of_x03},
    {"303", info_bits, of_x03},
    {"403", info_bits, of_x03},
    {"603", info_bits, of_x03},
    {"803", info_bits, of_x03},
});

bool is_set(std::uint64_t bits, unsigned bit)
{
    return (bits >> bit & 1U) != 0;
}

}  // namespace

std::optional<std::uint64_t> info_bits_of(const kmp::value& code)
{
    if (const auto* const number = std::get_if<kmp::decimal>(&code)) {
        return number->to_integer();
    }
    const auto* const flags = std::get_if<kmp::bit_field>(&code);
    return flags == nullptr ? std::nullopt : flags->bits.to_integer();
}

std::span<const info_cause> info_causes(std::string_view model, kmp::register_id id) noexcept
{
    const auto* const row = std::ranges::find_if(
        model_rows, [&](const auto& each) { return each.model == model && each.id == id; });
    return row == model_rows.end() ? std::span<const info_cause>{} : row->causes;
}

std::optional<bool> has_cause(const kmp::value& code, const info_cause& cause)
{
    const auto bits = info_bits_of(code);
    return bits ? std::optional{is_set(*bits, cause.bit)} : std::nullopt;
}

std::optional<std::string> info_text(const kmp::value& code, std::span<const info_cause> causes)
{
    const auto bits = info_bits_of(code);
    if (!bits) {
        return std::nullopt;
    }
    if (*bits == 0) {
        return "OK";
    }
    if (causes.empty()) {
        return std::to_string(*bits) + ": not decoded for this model";
    }
    std::string text;
    for (unsigned bit = 0; bit < 64; ++bit) {
        if (!is_set(*bits, bit)) {
            continue;
        }
        const auto cause = std::ranges::find(causes, bit, &info_cause::bit);
        text += text.empty() ? "" : ", ";
        text += cause == causes.end() ? "bit " + std::to_string(bit) : std::string{cause->text};
    }
    return text;
}

}  // namespace kmp2mqtt::meter
