// SPDX-License-Identifier: Apache-2.0

/// @file
/// An answered register, in the layout of pykmp-tool.

#pragma once

#include <cstddef>
#include <span>
#include <string>

#include <kmp/value.hpp>

#include "json/text.hpp"

namespace kmp2mqtt::tool {

/// The unit as it was sent: "GJ", "no unit (number)", "<unknown unit 119>".
[[nodiscard]] std::string unit_text(kmp::unit sent);

/// Columns for the longest of the names, and at least those of pykmp-tool's longest.
[[nodiscard]] std::size_t name_width(std::span<const kmp::register_id> registers);

/// "  60 → heat_energy_e1   = 0.303 GJ"; dates, clocks and text stand for themselves:
/// "1002 → clock            = 20:01:32".
///
/// @param width  of the names
[[nodiscard]] std::string register_line(const kmp::measurement& of, std::size_t width);

/// An object with pykmp-tool's keys: id_int, id_hex, name, unit_int, unit_hex, unit_str,
/// value_float, value_str. Ours are label, and, where the value is no plain number, text: the date,
/// the clock, the characters; null where they are impossible.
[[nodiscard]] json::object register_json(const kmp::measurement& of);

}  // namespace kmp2mqtt::tool
