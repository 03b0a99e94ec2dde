// SPDX-License-Identifier: Apache-2.0

/// @file
/// Points in time as people of one time zone write them.
///
/// A process has one zone: the C library's, chosen once at start by set_time_zone(). GCC 12 has no
/// time zones of its own.

#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "core/clock.hpp"

namespace kmp2mqtt::core {

/// Whether the system's zone database has a zone of that name ("Europe/Copenhagen").
[[nodiscard]] bool is_time_zone(const std::string& name);

/// Makes `name` (IANA, "Europe/Copenhagen") the process's zone; empty: the system's.
/// Before any thread is started.
///
/// @returns false if the system does not know the name; then nothing changed
[[nodiscard]] bool set_time_zone(const std::string& name);

/// "2026-11-22T11:45:03+01:00"
[[nodiscard]] std::string iso_text(clock::wall_time when);

/// Seconds that local time is ahead of UTC at that moment.
[[nodiscard]] std::chrono::seconds utc_offset(clock::wall_time when);

/// The day that local calendars show at that moment.
[[nodiscard]] std::chrono::local_days local_day(clock::wall_time when);

/// When the next local day begins.
[[nodiscard]] clock::wall_time next_midnight(clock::wall_time when);

/// The moment when local clocks show this date and time. In the hour that occurs twice, `dst`
/// decides (std::nullopt: the first); a time in the hour that is skipped is moved on.
[[nodiscard]] clock::wall_time from_local(std::chrono::year_month_day date,
                                          std::chrono::seconds since_midnight,
                                          std::optional<bool> dst = std::nullopt);

}  // namespace kmp2mqtt::core
