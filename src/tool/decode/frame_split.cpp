// SPDX-License-Identifier: Apache-2.0

#include "tool/decode/frame_split.hpp"

#include <algorithm>

#include <kmp/datalink.hpp>
#include <kmp/physical.hpp>

#include "tool/decode/unstuff.hpp"

namespace kmp2mqtt::tool {
namespace {

using kmp::physical::ack_byte;
using kmp::physical::stop_byte;
using bytes_view = std::span<const std::uint8_t>;

bool is_start(std::uint8_t byte)
{
    using kmp::physical::sender;
    return byte == static_cast<std::uint8_t>(sender::host) ||
           byte == static_cast<std::uint8_t>(sender::meter);
}

/// Address to a right checksum. Zeros have one too, and a start byte begins a frame.
bool is_packet(bytes_view bytes)
{
    constexpr std::size_t shortest = 4;
    return bytes.size() >= shortest && bytes.size() <= kmp::physical::max_packet && bytes[0] != 0 &&
           !is_start(bytes[0]) && kmp::datalink::crc(bytes) == 0;
}

std::size_t position(bytes_view bytes, std::size_t from, bool (*wanted)(std::uint8_t))
{
    const auto found =
        std::find_if(bytes.begin() + static_cast<std::ptrdiff_t>(from), bytes.end(), wanted);
    return static_cast<std::size_t>(found - bytes.begin());
}

/// Bytes of the frame that begins here.
std::size_t frame_length(bytes_view bytes)
{
    const auto end =
        position(bytes, 1, [](std::uint8_t byte) { return byte == stop_byte || is_start(byte); });
    if (end == bytes.size()) {
        return end;
    }
    if (bytes[end] == stop_byte) {
        return end + 1;
    }
    const auto near = bytes.first(std::min(bytes.size(), kmp::physical::max_frame));
    const auto stop = position(near, std::min(end, near.size()),
                               [](std::uint8_t byte) { return byte == stop_byte; });
    const bool is_whole = stop < near.size() && is_packet(unstuff(bytes, 1, stop).packet);
    return is_whole ? stop + 1 : end;
}

part next(bytes_view rest)
{
    if (is_start(rest[0])) {
        return {.kind = part_kind::frame, .length = frame_length(rest)};
    }
    if (rest[0] == ack_byte) {
        return {.kind = part_kind::ack, .length = 1};
    }
    const auto end =
        position(rest, 0, [](std::uint8_t byte) { return byte == ack_byte || is_start(byte); });
    return {.kind = part_kind::noise, .length = end};
}

}  // namespace

std::optional<part_kind> bare_packet_kind(bytes_view bytes)
{
    if (is_packet(bytes)) {
        return part_kind::packet;
    }
    if (bytes.empty() || is_start(bytes[0]) || bytes.size() > kmp::physical::max_frame) {
        return std::nullopt;
    }
    const auto inside = unstuff(bytes, 0, bytes.size());
    return !inside.fault && is_packet(inside.packet) ? std::optional{part_kind::stuffed_packet}
                                                     : std::nullopt;
}

std::vector<part> split(bytes_view bytes)
{
    if (const auto kind = bare_packet_kind(bytes)) {
        return {{.kind = *kind, .offset = 0, .length = bytes.size()}};
    }
    std::vector<part> parts;
    for (std::size_t at = 0; at < bytes.size();) {
        auto part = next(bytes.subspan(at));
        part.offset = at;
        at += part.length;
        parts.push_back(part);
    }
    return parts;
}

}  // namespace kmp2mqtt::tool
