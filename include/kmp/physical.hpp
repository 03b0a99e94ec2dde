// SPDX-License-Identifier: Apache-2.0

/// @file
/// KMP physical layer: start byte, byte stuffing, stop byte.
///
/// Bytes in, packets out; the packets are read by kmp/datalink.hpp.
/// Pure: no I/O, no clock, no heap in the decoder. Source: [KMP] 3.1.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include <kmp/buffer.hpp>

namespace kmp::physical {

/// Who sends a frame; the value is the frame's start byte ([KMP] 3.1).
enum class sender : std::uint8_t { meter = 0x40, host = 0x80 };

inline constexpr std::uint8_t stop_byte = 0x0D;    ///< ends a frame ([KMP] 3.1)
inline constexpr std::uint8_t ack_byte = 0x06;     ///< a reply without a frame ([KMP] 3.1)
inline constexpr std::uint8_t escape_byte = 0x1B;  ///< the next byte is inverted ([KMP] 3.1)

/// Whether a byte may stand inside a frame only as an escape and its inverse ([KMP] 3.1).
[[nodiscard]] constexpr bool is_reserved(std::uint8_t byte) noexcept
{
    switch (byte) {
        case static_cast<std::uint8_t>(sender::meter):
        case static_cast<std::uint8_t>(sender::host):
        case stop_byte:
        case ack_byte:
        case escape_byte:
            return true;
        default:
            return false;
    }
}

/// What follows the escape for a reserved byte, and the other way round ([KMP] 3.1).
[[nodiscard]] constexpr std::uint8_t inverse(std::uint8_t byte) noexcept
{
    return static_cast<std::uint8_t>(~byte);
}

/// Longest packet, in bytes without stuffing: address, command id, 8 registers of
/// 2 + 1 + 1 + 1 + 255 bytes ([KMP] 4.2, 6.2.4), checksum.
inline constexpr std::size_t max_packet = 2 + (8 * 260) + 2;

/// Longest frame: every byte of the longest packet stuffed, between start and stop.
inline constexpr std::size_t max_frame = (2 * max_packet) + 2;

/// Bytes of one frame, held in place.
using frame = buffer<max_frame>;

/// Frames one data link packet.
///
/// @param packet  address to checksum, 1 to max_packet bytes
/// @returns start byte, stuffed packet and stop byte: 3 to max_frame bytes
[[nodiscard]] frame encode(sender from, std::span<const std::uint8_t> packet) noexcept;

/// Finds the packets of one sender in a stream of received bytes.
///
/// Cannot fail: noise is skipped, and the sender's start byte begins a new frame anywhere. The echo
/// of our own request is noise too, since stuffing keeps the meter's start byte out of it.
class decoder {
public:
    enum class event : std::uint8_t {
        none,     ///< nothing complete yet
        packet,   ///< packet() is complete
        ack,      ///< an acknowledge byte outside any frame
        dropped,  ///< an empty, broken or over-long frame was given up
    };

    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-member-init): bytes are set as they come
    explicit decoder(sender from) noexcept : from_{from} {}

    /// Takes one received byte and says what it completed.
    [[nodiscard]] event push(std::uint8_t byte) noexcept;

    /// The newest packet, valid from event::packet until the next push().
    [[nodiscard]] std::span<const std::uint8_t> packet() const noexcept
    {
        return {buffer_.data(), size_};
    }

    /// Whether a frame has begun and not ended.
    [[nodiscard]] bool is_inside() const noexcept { return state_ != state::outside; }

    /// Whether such a frame has more than its start byte.
    [[nodiscard]] bool has_content() const noexcept
    {
        return state_ == state::escaped || (state_ == state::inside && size_ > 0);
    }

private:
    enum class state : std::uint8_t { outside, inside, escaped };

    event begin() noexcept;
    event take(std::uint8_t byte) noexcept;
    event drop() noexcept;

    sender from_;
    state state_{state::outside};
    std::size_t size_{0};
    std::array<std::uint8_t, max_packet> buffer_;
};

}  // namespace kmp::physical
