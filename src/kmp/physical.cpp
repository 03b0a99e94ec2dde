// SPDX-License-Identifier: Apache-2.0

#include <cassert>

#include <kmp/physical.hpp>

namespace kmp::physical {

frame encode(sender from, std::span<const std::uint8_t> packet) noexcept
{
    assert(!packet.empty() && packet.size() <= max_packet);
    frame bytes;
    bytes.push_back(static_cast<std::uint8_t>(from));
    for (const auto byte : packet) {
        if (is_reserved(byte)) {
            bytes.push_back(escape_byte);
            bytes.push_back(inverse(byte));
        } else {
            bytes.push_back(byte);
        }
    }
    bytes.push_back(stop_byte);
    return bytes;
}

decoder::event decoder::push(std::uint8_t byte) noexcept
{
    if (byte == static_cast<std::uint8_t>(from_)) {
        return begin();
    }
    switch (state_) {
        case state::outside:
            return byte == ack_byte ? event::ack : event::none;
        case state::escaped:
            return is_reserved(inverse(byte)) ? take(inverse(byte)) : drop();
        case state::inside:
            break;
    }
    if (!is_reserved(byte)) {
        return take(byte);
    }
    if (byte == escape_byte) {
        state_ = state::escaped;
        return event::none;
    }
    if (byte == stop_byte && size_ != 0) {
        state_ = state::outside;
        return event::packet;
    }
    return drop();
}

decoder::event decoder::begin() noexcept
{
    const auto cut_short = is_inside();
    state_ = state::inside;
    size_ = 0;
    return cut_short ? event::dropped : event::none;
}

decoder::event decoder::take(std::uint8_t byte) noexcept
{
    if (size_ == max_packet) {
        return drop();
    }
    buffer_[size_++] = byte;
    state_ = state::inside;
    return event::none;
}

decoder::event decoder::drop() noexcept
{
    state_ = state::outside;
    size_ = 0;
    return event::dropped;
}

}  // namespace kmp::physical
