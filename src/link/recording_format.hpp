// SPDX-License-Identifier: Apache-2.0

/// @file
/// The lines of a recording, as README.md of this folder describes them. Without newlines. Pure.

#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/clock.hpp"
#include "core/failure.hpp"

namespace kmp2mqtt::link::recording {

/// The first word of a recording, and the only version there is.
inline constexpr std::string_view begin_word{"kmp-recording"};
inline constexpr std::string_view version{"1"};

inline constexpr std::string_view numbers_blanked{"numbers-blanked"};
inline constexpr std::string_view numbers_kept{"numbers-kept"};

/// The second word of a line: what happened.
enum class happening : char {
    sent = '>',      ///< bytes to the meter
    received = '<',  ///< bytes from the meter
    port = '#',      ///< the port was opened or closed
    failure = '!',   ///< the port could not be opened, or was lost
};

/// What follows bytes is for a person.
inline constexpr char note_sign{';'};

inline constexpr std::string_view opened{"opened"};
inline constexpr std::string_view closed{"closed"};

/// "kmp-recording 1 2026-11-22T10:45:03Z numbers-blanked /dev/ttyUSB0"; the time is UTC
[[nodiscard]] std::string first_line(core::clock::wall_time started, bool keeps_numbers,
                                     std::string_view device);

/// "0.012345 > 80 3f 02 35 e9 0d"
[[nodiscard]] std::string bytes_line(core::clock::duration since_start, happening what,
                                     std::span<const std::uint8_t> bytes,
                                     std::string_view note = {});

/// "0.000120 # opened"
[[nodiscard]] std::string port_line(core::clock::duration since_start, std::string_view what);

/// "7.000000 ! connection_lost: reading from /dev/ttyUSB0: the other side ended it"
[[nodiscard]] std::string failure_line(core::clock::duration since_start, const core::failure& why);

/// The cause that a failure line names; std::nullopt if no link fails so.
[[nodiscard]] std::optional<core::cause> find_cause(std::string_view name) noexcept;

}  // namespace kmp2mqtt::link::recording
