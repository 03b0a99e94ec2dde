// SPDX-License-Identifier: Apache-2.0

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <kmp/decimal.hpp>

#include "bridge/sections.hpp"
#include "core/log.hpp"
#include "meter/plausibility.hpp"

namespace kmp2mqtt::bridge {
namespace {

/// A unit as people write it, and what it stands for: 10^shift of W or of l/h.
struct written_unit {
    std::string_view name;
    int shift;
};
constexpr std::array power_units{
    written_unit{"W", 0},
    written_unit{"kW", 3},
    written_unit{"MW", 6},
};
constexpr std::array flow_units{
    written_unit{"l/h", 0},
    written_unit{"m³/h", 3},
    written_unit{"m3/h", 3},
};

/// Our choice: from less than any meter measures to more than any has behind it.
constexpr std::uint64_t lowest_power{100};  // W
constexpr std::uint64_t highest_power{1'000'000'000};
constexpr std::uint64_t lowest_flow{10};  // l/h
constexpr std::uint64_t highest_flow{100'000'000};

/// "50kW" and "1.5 kW" in whole W.
std::optional<std::uint64_t> parse(std::string_view text, const auto& units)
{
    const auto end = text.find_first_not_of("0123456789.");
    if (end == std::string_view::npos) {
        return std::nullopt;
    }
    const auto number = kmp::decimal::from_text(text.substr(0, end));
    auto name = text.substr(end);
    name.remove_prefix(name.starts_with(' ') ? 1 : 0);
    for (const auto& unit : units) {
        if (number && unit.name == name) {
            return number->shifted(unit.shift).to_integer();
        }
    }
    return std::nullopt;
}

void read_power(const item& from, std::uint64_t& into)
{
    const auto written = from.text();
    if (!written) {
        return;
    }
    const auto watts = parse(*written, power_units);
    if (!watts || *watts < lowest_power || *watts > highest_power) {
        from.problem(in_quotes(*written) +
                     " is no power from 100 W to 1000 MW; a number with W, kW or MW is, such as "
                     "\"50kW\"");
        return;
    }
    into = *watts;
}

void read_flow(const item& from, std::uint64_t& into)
{
    const auto written = from.text();
    if (!written) {
        return;
    }
    const auto litres = parse(*written, flow_units);
    if (!litres || *litres < lowest_flow || *litres > highest_flow) {
        from.problem(in_quotes(*written) +
                     " is no flow from 10 l/h to 100000 m³/h; a number with l/h or m³/h is, such "
                     "as \"3m³/h\"");
        return;
    }
    into = *litres;
}

}  // namespace

meter::limits read_limits(section from)
{
    meter::limits into;
    read_power(from["max_power"], into.max_power);
    read_flow(from["max_flow"], into.max_flow);
    from.refuse_unknown_keys();
    return into;
}

}  // namespace kmp2mqtt::bridge
