// SPDX-License-Identifier: Apache-2.0

/// @file
/// KMP data link layer: destination address and checksum. Source: [KMP] 3.2.
///
/// Packets come from kmp/physical.hpp; what they carry is read by kmp/message.hpp.

#pragma once

#include <cstdint>
#include <span>

#include <kmp/buffer.hpp>
#include <kmp/physical.hpp>
#include <kmp/result.hpp>

namespace kmp {

/// Destination address: who on the line is meant. A response carries the request's ([KMP] 3.2).
/// Any other byte may stand here too.
enum class address : std::uint8_t {
    meter = 0x3F,        ///< the heat, cooling or water meter itself
    logger_top = 0x7F,   ///< logger in the top module
    logger_base = 0xBF,  ///< logger in the base module
};

/// Command id, the first byte of the application layer ([KMP] 3.3, 6.1). Any other byte may stand
/// here too when decoding; only these can be sent, and none of them changes a meter.
enum class command : std::uint8_t {
    get_type = 0x01,       ///< [KMP] 6.2.1
    get_serial_no = 0x02,  ///< [KMP] 6.2.2
    get_register = 0x10,   ///< [KMP] 6.2.4
};

/// A packet whose checksum is right. `data` views the bytes it was decoded from.
struct packet {
    address destination{address::meter};
    command id{};
    std::span<const std::uint8_t> data;
};

namespace datalink {

/// Bytes of one packet: address to checksum.
using packet_bytes = buffer<physical::max_packet>;

/// CRC-16/XMODEM over `bytes`: polynomial 0x1021, start 0, not reflected ([KMP] 3.2).
/// Over a whole packet, checksum included, it is 0.
[[nodiscard]] std::uint16_t crc(std::span<const std::uint8_t> bytes) noexcept;

/// Puts destination, command id, data and checksum together.
///
/// @param content  its data are at most physical::max_packet - 4 bytes
[[nodiscard]] packet_bytes encode(const packet& content) noexcept;

/// Checks a packet and opens it.
///
/// @returns the packet, viewing `bytes`; errc::too_short, errc::bad_checksum
[[nodiscard]] result<packet> decode(std::span<const std::uint8_t> bytes) noexcept;

}  // namespace datalink
}  // namespace kmp
