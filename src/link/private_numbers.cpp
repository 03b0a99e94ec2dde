// SPDX-License-Identifier: Apache-2.0

#include "link/private_numbers.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <variant>

#include <kmp/datalink.hpp>
#include <kmp/physical.hpp>

namespace kmp2mqtt::link {
namespace {

using kmp::register_id;

/// Those of the register table whose description says so; of 183 it is only supposed. M-Bus
/// addresses are made of a meter's numbers unless somebody sets others (our choice: any may be).
constexpr std::array private_registers{
    register_id{51},    // meter_number
    register_id{52},    // meter_number_2
    register_id{104},   // meter_number_vb
    register_id{112},   // customer_number_2
    register_id{114},   // meter_number_va
    register_id{183},   // looks like a serial number
    register_id{184},   // mbus_primary_address_1
    register_id{185},   // mbus_secondary_address_1
    register_id{218},   // mbus_primary_address_2
    register_id{219},   // mbus_secondary_address_2
    register_id{220},   // mbus_primary_address_ext
    register_id{221},   // mbus_secondary_address_ext
    register_id{279},   // din_meter_id
    register_id{347},   // customer_number
    register_id{1001},  // serial_number
    register_id{1010},  // customer_number_1
    register_id{1268},  // mbus_address_el
};

constexpr std::size_t head_size = 2;   // destination and command id ([KMP] 3.2)
constexpr std::size_t block_head = 5;  // id, unit, length, sign and exponent ([KMP] 6.2.4)
constexpr std::size_t checksum_size = 2;

register_id register_at(std::span<const std::uint8_t> bytes, std::size_t at) noexcept
{
    return register_id{static_cast<std::uint16_t>((bytes[at] << 8U) | bytes[at + 1])};
}

bool has_private(const kmp::get_register_request& asked) noexcept
{
    return std::ranges::any_of(asked.registers, is_private);
}

/// Whether the blocks of a GetRegister answer fill its data exactly.
bool is_whole(std::span<const std::uint8_t> data) noexcept
{
    while (data.size() >= block_head && data.size() >= block_head + data[3]) {
        data = data.subspan(block_head + data[3]);
    }
    return data.empty();
}

/// @returns whether a byte changed its meaning
bool fill(std::span<std::uint8_t> data, std::uint8_t with) noexcept
{
    std::ranges::fill(data, with);
    return !data.empty();
}

bool blank_registers(std::span<std::uint8_t> data) noexcept
{
    if (!is_whole(data)) {
        return fill(data, 0xFF);
    }
    bool found = false;
    while (!data.empty()) {
        const std::size_t length = data[3];
        if (is_private(register_at(data, 0))) {
            found = fill(data.subspan(block_head, length), 0) || found;
        }
        data = data.subspan(block_head + length);
    }
    return found;
}

bool blank_data(kmp::command of, std::span<std::uint8_t> data) noexcept
{
    switch (of) {
        case kmp::command::get_type:
            return false;
        case kmp::command::get_register:
            return blank_registers(data);
        case kmp::command::get_serial_no:
            break;
    }
    return fill(data, 0);
}

/// What the bytes ask, if they are the frame of one request and nothing else.
std::optional<kmp::request> read_request(std::span<const std::uint8_t> sent) noexcept
{
    kmp::physical::decoder reader{kmp::physical::sender::host};
    for (std::size_t at = 0; at < sent.size(); ++at) {
        if (reader.push(sent[at]) != kmp::physical::decoder::event::packet) {
            continue;
        }
        const auto packet = kmp::datalink::decode(reader.packet());
        const auto asked = packet ? kmp::decode_request(*packet) : packet.error();
        return asked && at + 1 == sent.size() ? std::optional{*asked} : std::nullopt;
    }
    return std::nullopt;
}

}  // namespace

bool is_private(kmp::register_id id) noexcept
{
    return std::ranges::find(private_registers, id) != private_registers.end();
}

bool asks_for_private(std::span<const std::uint8_t> sent) noexcept
{
    const auto asked = read_request(sent);
    if (!asked) {
        return true;
    }
    if (const auto* const registers = std::get_if<kmp::get_register_request>(&*asked)) {
        return has_private(*registers);
    }
    return !std::holds_alternative<kmp::get_type_request>(*asked);
}

bool blank(std::span<std::uint8_t> packet) noexcept
{
    const auto body = packet.first(packet.size() - checksum_size);
    if (!blank_data(kmp::command{packet[1]}, body.subspan(head_size))) {
        return false;
    }
    const auto checksum = kmp::datalink::crc(body);
    packet[body.size()] = static_cast<std::uint8_t>(checksum >> 8U);
    packet[body.size() + 1] = static_cast<std::uint8_t>(checksum & 0xFFU);
    return true;
}

bool may_hold_private(std::span<const std::uint8_t> piece) noexcept
{
    constexpr std::size_t before_data = 3;  // start byte, destination, command id
    if (piece.size() < before_data) {
        return true;
    }
    const kmp::command id{piece[2]};
    if (id == kmp::command::get_type) {
        return false;
    }
    if (id != kmp::command::get_register) {
        return true;
    }
    for (std::size_t at = before_data; at + 1 < piece.size(); ++at) {
        if (is_private(register_at(piece, at))) {
            return true;
        }
    }
    return false;
}

}  // namespace kmp2mqtt::link
