// SPDX-License-Identifier: Apache-2.0

#include <array>
#include <cstdint>
#include <optional>
#include <span>
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

/// A key of the section. Our choice of its range: from less than any meter measures to more than
/// any has behind it.
struct limit_key {
    std::string_view name;
    std::uint64_t meter::limits::* limit;
    std::span<const written_unit> units;
    std::uint64_t lowest;
    std::uint64_t highest;
    std::string_view wrong;  ///< what the text is not, and what would be right
};
constexpr std::array keys{
    limit_key{"max_power", &meter::limits::max_power, power_units, 100, 1'000'000'000,
              " is no power from 100 W to 1000 MW; a number with W, kW or MW is, such as "
              "\"50kW\""},
    limit_key{"max_flow", &meter::limits::max_flow, flow_units, 10, 100'000'000,
              " is no flow from 10 l/h to 100000 m³/h; a number with l/h or m³/h is, such as "
              "\"3m³/h\""},
};

/// "50kW" and "1.5 kW" in whole W.
std::optional<std::uint64_t> parse(std::string_view text, std::span<const written_unit> units)
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

void read_limit(const item& from, const limit_key& key, meter::limits& into)
{
    const auto written = from.text();
    if (!written) {
        return;
    }
    const auto limit = parse(*written, key.units);
    if (!limit || *limit < key.lowest || *limit > key.highest) {
        from.problem(in_quotes(*written).append(key.wrong));
        return;
    }
    into.*key.limit = *limit;
}

}  // namespace

meter::limits read_limits(section from)
{
    meter::limits into;
    for (const auto& key : keys) {
        read_limit(from[key.name], key, into);
    }
    from.refuse_unknown_keys();
    return into;
}

}  // namespace kmp2mqtt::bridge
