// SPDX-License-Identifier: Apache-2.0

/// @file
/// What in a meter's answers tells whose meter it is, and how it is taken out. Pure functions.

#pragma once

#include <cstdint>
#include <span>

#include <kmp/message.hpp>

namespace kmp2mqtt::link {

/// Whether the register holds the serial number or what is made of it, a customer's number, or the
/// number of a meter that is connected to this one.
[[nodiscard]] bool is_private(kmp::register_id id) noexcept;

/// Whether the answer to these bytes may hold such a number: a request for it, or anything that is
/// not understood.
[[nodiscard]] bool asks_for_private(std::span<const std::uint8_t> sent) noexcept;

/// Makes such numbers in a packet of the meter 0, and its checksum right again; all other bytes
/// stay. The data of commands that are not known become 0 as well; a list of registers that is cut
/// short becomes 0xff, so that it stays one.
///
/// @param packet  address to checksum, and the checksum is right
/// @returns whether there was something to blank
[[nodiscard]] bool blank(std::span<std::uint8_t> packet) noexcept;

/// Whether a damaged frame of the meter, or its beginning, may hold such a number: it names one of
/// the registers, or no command whose answer is free of them.
///
/// @param piece  from a start byte on, as it was on the line
[[nodiscard]] bool may_hold_private(std::span<const std::uint8_t> piece) noexcept;

}  // namespace kmp2mqtt::link
