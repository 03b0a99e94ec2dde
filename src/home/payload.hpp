// SPDX-License-Identifier: Apache-2.0

/// @file
/// Readings and what is known of meters as JSON payloads. Pure functions.

#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/clock.hpp"
#include "core/failure.hpp"
#include "home/settings.hpp"
#include "meter/condition.hpp"
#include "meter/counters.hpp"
#include "meter/reading.hpp"
#include "meter/settings.hpp"
#include "meter/snapshot.hpp"

namespace kmp2mqtt::home {

/// <base>/<meter>/state. The snapshot has been read at least once.
[[nodiscard]] std::string state_payload(const meter::snapshot& of);

/// <base>/<meter>/reading
[[nodiscard]] std::string reading_payload(const meter::reading& of);

/// <base>/<meter>/info
[[nodiscard]] std::string meter_info_payload(const meter::settings& configured,
                                             const meter::snapshot& of);

/// <base>/<meter>/response: a command that was carried out.
[[nodiscard]] std::string response_payload(std::string_view meter, std::string_view transaction,
                                           const meter::reading& of);

/// <base>/<meter>/response: one that was not.
///
/// @param command  "get" or "set"
[[nodiscard]] std::string refusal_payload(std::string_view command, std::string_view meter,
                                          std::string_view transaction, core::clock::wall_time time,
                                          std::string_view code, std::string_view message);

/// <base>/<meter>/response: an option was set, or what it asks for was done.
///
/// @param value  JSON text
[[nodiscard]] std::string set_payload(std::string_view meter, core::clock::wall_time time,
                                      std::string_view option, std::string_view value);

/// The command error code of a failed read: "timeout", "bad_frame", "port_unavailable",
/// "rate_limited".
[[nodiscard]] std::string_view error_code(core::cause why) noexcept;

/// <base>/<meter>/event: `type` is a word, `message` a sentence.
[[nodiscard]] std::string event_payload(core::clock::wall_time time, std::string_view type,
                                        std::string_view message);

/// <base>/bridge/info
[[nodiscard]] std::string bridge_info_payload(const settings& home, core::clock::wall_time started,
                                              std::string_view protocol,
                                              const std::vector<meter::settings>& meters);

/// How often <base>/bridge/health is told.
inline constexpr std::chrono::seconds health_interval{60};

/// What <base>/bridge/health tells of a meter.
struct meter_health {
    std::string name;
    meter::counters count;
    meter::condition condition{meter::condition::unknown};
    std::uint32_t telegrams_today{0};  ///< sent on this local day
    std::uint32_t telegrams_left{0};   ///< that its budget carries on this local day
};

/// What <base>/bridge/health tells.
struct health {
    std::chrono::seconds uptime{0};
    std::uint64_t reconnects{0};
    std::size_t queue{0};      ///< readings that wait for the broker
    std::uint64_t dropped{0};  ///< readings that were lost: no room, or too old
    std::string_view store;    ///< where they wait: "file", "memory", "unwritable"
    std::vector<meter_health> meters;
};

[[nodiscard]] std::string health_payload(const health& of);

}  // namespace kmp2mqtt::home
