// SPDX-License-Identifier: Apache-2.0

/// @file
/// What several payloads and documents say alike of registers and meters.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <kmp/message.hpp>
#include <kmp/unit.hpp>

#include "meter/reading.hpp"
#include "meter/settings.hpp"

namespace kmp2mqtt::home {

/// The unit that a published value has: the meter's own; empty for dates, text and bare numbers.
[[nodiscard]] std::string_view published_unit(kmp::unit of) noexcept;

/// A JSON array of register names.
[[nodiscard]] std::string names(const std::vector<kmp::register_id>& registers);

/// The longest text that Home Assistant takes for a state, in bytes to be safe.
inline constexpr std::size_t longest_state = 255;

/// The text, or its beginning with an ellipsis where it is longer than longest_state.
[[nodiscard]] std::string shortened(std::string text);

/// "403", "flowiq": as configured, else by its type where that is public, else empty. The view
/// lives as long as `configured`.
[[nodiscard]] std::string_view model_number(const meter::settings& configured,
                                            const meter::identity& who);

/// What Kamstrup calls the meter: "MULTICAL 403", "flowIQ"; as configured, else by its type where
/// that is public, else empty.
[[nodiscard]] std::string model_of(const meter::settings& configured, const meter::identity& who);

}  // namespace kmp2mqtt::home
