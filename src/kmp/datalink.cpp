// SPDX-License-Identifier: Apache-2.0

#include <array>
#include <cassert>
#include <cstddef>

#include <kmp/datalink.hpp>

namespace kmp::datalink {
namespace {

/// The CRC of each single byte.
constexpr auto crc_of_byte = [] {
    constexpr unsigned polynomial = 0x1021;  // [KMP] 3.2
    std::array<std::uint16_t, 256> table{};
    for (unsigned byte = 0; byte < table.size(); ++byte) {
        unsigned remainder = byte << 8U;
        for (int bit = 0; bit < 8; ++bit) {
            const bool carries = (remainder & 0x8000U) != 0;
            remainder = (remainder << 1U) ^ (carries ? polynomial : 0U);
        }
        table[byte] = static_cast<std::uint16_t>(remainder);
    }
    return table;
}();

constexpr std::size_t head_size = 2;  // destination and command id
constexpr std::size_t checksum_size = 2;

}  // namespace

std::uint16_t crc(std::span<const std::uint8_t> bytes) noexcept
{
    std::uint16_t sum = 0;
    for (const auto byte : bytes) {
        const auto index = static_cast<std::uint8_t>((sum >> 8U) ^ byte);
        sum = static_cast<std::uint16_t>((sum << 8U) ^ crc_of_byte[index]);
    }
    return sum;
}

packet_bytes encode(const packet& content) noexcept
{
    assert(content.data.size() <= physical::max_packet - head_size - checksum_size);
    packet_bytes bytes;
    bytes.push_back(static_cast<std::uint8_t>(content.destination));
    bytes.push_back(static_cast<std::uint8_t>(content.id));
    bytes.append(content.data);
    const auto checksum = crc(bytes);
    bytes.push_back(static_cast<std::uint8_t>(checksum >> 8U));
    bytes.push_back(static_cast<std::uint8_t>(checksum & 0xFFU));
    return bytes;
}

result<packet> decode(std::span<const std::uint8_t> bytes) noexcept
{
    if (bytes.size() < head_size + checksum_size) {
        return errc::too_short;
    }
    if (crc(bytes) != 0) {
        return errc::bad_checksum;
    }
    return packet{
        .destination = address{bytes[0]},
        .id = command{bytes[1]},
        .data = bytes.subspan(head_size, bytes.size() - head_size - checksum_size),
    };
}

}  // namespace kmp::datalink
