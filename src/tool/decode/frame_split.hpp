// SPDX-License-Identifier: Apache-2.0

/// @file
/// Bytes into frames of both senders, acknowledges, and what lies between.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace kmp2mqtt::tool {

enum class part_kind : std::uint8_t {
    frame,           ///< from a start byte to a stop byte, or to where it is broken off
    packet,          ///< the inside of a frame, stuffing undone, under a right checksum
    stuffed_packet,  ///< the inside of a frame, still stuffed
    ack,             ///< one acknowledge byte outside any frame
    noise,           ///< anything else
};

struct part {
    part_kind kind{part_kind::noise};
    std::size_t offset{0};
    std::size_t length{0};
};

/// Whether all bytes together are the inside of one frame: packet, stuffed_packet, or std::nullopt.
[[nodiscard]] std::optional<part_kind> bare_packet_kind(std::span<const std::uint8_t> bytes);

/// Splits all bytes; the parts follow each other without gaps.
///
/// A start byte begins a frame anywhere, as in kmp::physical::decoder, unless the checksum says
/// that it is data which its sender did not stuff.
[[nodiscard]] std::vector<part> split(std::span<const std::uint8_t> bytes);

}  // namespace kmp2mqtt::tool
