// SPDX-License-Identifier: Apache-2.0

#include "core/duration.hpp"

#include <array>
#include <charconv>
#include <cstdint>
#include <system_error>

namespace kmp2mqtt::core {
namespace {

struct unit {
    std::string_view name;
    std::int64_t milliseconds;
};

constexpr std::array units{
    unit{.name = "d", .milliseconds = 86'400'000}, unit{.name = "h", .milliseconds = 3'600'000},
    unit{.name = "min", .milliseconds = 60'000},   unit{.name = "s", .milliseconds = 1'000},
    unit{.name = "ms", .milliseconds = 1},
};

constexpr std::int64_t longest = units.front().milliseconds * 365 * 1000;

}  // namespace

std::optional<std::chrono::milliseconds> parse_duration(std::string_view text)
{
    std::int64_t count = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (failed != std::errc{}) {
        return std::nullopt;
    }
    const auto name = text.substr(static_cast<std::size_t>(end - text.data()));
    for (const auto& unit : units) {
        const auto most = longest / unit.milliseconds;
        if (name == unit.name && count <= most && count >= -most) {
            return std::chrono::milliseconds{count * unit.milliseconds};
        }
    }
    return std::nullopt;
}

std::string duration_text(std::chrono::milliseconds span)
{
    if (span.count() == 0) {
        return "0s";
    }
    for (const auto& unit : units) {
        if (span.count() % unit.milliseconds == 0) {
            return std::to_string(span.count() / unit.milliseconds).append(unit.name);
        }
    }
    return {};
}

}  // namespace kmp2mqtt::core
