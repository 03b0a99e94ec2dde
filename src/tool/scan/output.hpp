// SPDX-License-Identifier: Apache-2.0

/// @file
/// What a scan found, as a table, as JSON, and as a [[meter]] of the bridge's configuration. Pure.

#pragma once

#include <cstdint>
#include <span>
#include <string>

#include <kmp/value.hpp>

#include "meter/settings.hpp"
#include "tool/scan/state.hpp"

namespace kmp2mqtt::tool {

/// A line a register: its value, with the time for one that is from a file; or that it makes the
/// meter silent or is not readable.
[[nodiscard]] std::string scan_table(const scan_state& found);

/// An object: register_data as get-register's, with "read", the time, or null; numbers of registers
/// in left_out, silencing, unreadable and not_asked; complete: whether the last is empty;
/// telegrams.
[[nodiscard]] std::string scan_json(const scan_state& found, std::uint64_t telegrams);

/// A [[meter]] that reads what was answered, each hour. A comment before it says what is still to
/// be asked, and the kind is a comment until the meter has answered or left out both registers that
/// guess_kind() needs. Nothing was answered: empty.
[[nodiscard]] std::string scan_toml(const scan_state& found, const meter::settings& whom);

/// What the meter measures, by what it answered: heat energy E1 and cooling energy E3 that have
/// counted tell; where neither has, their being there. Neither there: water.
[[nodiscard]] meter::kind guess_kind(std::span<const kmp::measurement> values);

/// What follows "meter": the number, or "without a serial number".
[[nodiscard]] std::string named(const std::string& serial);

/// "24 values from FILE, of meter 71234567, read 2026-11-22T11:45:03+01:00 to
/// 2026-11-22T11:45:31+01:00"
[[nodiscard]] std::string scan_origin(const scan_state& found, const std::string& file);

/// "57 of 240 registers answered, 181 left out, 2 silencing the meter; telegrams: 31", with
/// ", 1 not readable" and ", 8 not asked" before the semicolon where there are such.
[[nodiscard]] std::string scan_summary(const scan_state& found, std::uint64_t telegrams);

}  // namespace kmp2mqtt::tool
