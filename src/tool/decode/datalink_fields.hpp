// SPDX-License-Identifier: Apache-2.0

/// @file
/// What every packet has around its data, as fields: destination, command, checksum.
/// Source: [KMP] 3.2, 3.3.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include <kmp/physical.hpp>

#include "tool/decode/packet_reader.hpp"

namespace kmp2mqtt::tool {

inline constexpr std::size_t packet_head_size = 2;  ///< destination and command
inline constexpr std::size_t checksum_size = 2;

/// Whether [KMP] says who that address is.
[[nodiscard]] bool is_documented_address(std::uint8_t byte) noexcept;

[[nodiscard]] field take_destination(packet_reader& from);

/// The command with its name and what it is for.
[[nodiscard]] field take_command(packet_reader& from, std::optional<kmp::physical::sender> who);

/// The checksum, beside the right one.
[[nodiscard]] field take_checksum(packet_reader& from, std::uint16_t right);

}  // namespace kmp2mqtt::tool
