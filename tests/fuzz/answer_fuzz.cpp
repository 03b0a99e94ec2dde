// SPDX-License-Identifier: Apache-2.0

/// @file
/// Any bytes after a question: an answer is found only with a right checksum, from the meter that
/// was asked, with registers that were asked for; and what is no answer has a reason.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <variant>

#include <kmp/message.hpp>

#include "fuzz/require.hpp"
#include "meter/listener.hpp"

namespace {

using namespace kmp2mqtt;

/// CRC-16/XMODEM, bit by bit: not the library's table. 0 over a packet that ends in its own.
unsigned checksum(std::span<const std::uint8_t> of)
{
    unsigned crc = 0;
    for (const unsigned byte : of) {
        crc ^= byte << 8U;
        for (int bit = 0; bit < 8; ++bit) {
            crc = (crc & 0x8000U) != 0 ? (crc << 1U) ^ 0x1021U : crc << 1U;
        }
        crc &= 0xFFFFU;
    }
    return crc;
}

/// By the first byte: who are you, or registers.
kmp::request question(std::uint8_t which)
{
    if (which % 4 == 0) {
        return kmp::get_type_request{};
    }
    if (which % 4 == 1) {
        return kmp::get_serial_no_request{};
    }
    constexpr std::array<std::uint16_t, kmp::max_registers> ids{60, 68, 74, 80, 86, 87, 89, 99};
    kmp::get_register_request wanted;
    for (const auto id : std::span{ids}.first(which % 4 == 2 ? 1 : ids.size())) {
        wanted.registers.push_back(kmp::register_id{id});
    }
    return wanted;
}

void check_registers(const kmp::get_register_request& asked, const kmp::get_register_response& got)
{
    for (const auto& block : got.registers) {
        fuzz::require(std::ranges::count(asked.registers, block.id) == 1);
        fuzz::require(std::ranges::count(got.registers, block.id, &kmp::register_block::id) == 1);
    }
}

void check(const kmp::request& asked, const meter::answer& got)
{
    fuzz::require(got.packet.size() >= 4 && checksum(got.packet) == 0);
    fuzz::require(got.packet[0] == static_cast<std::uint8_t>(kmp::address::meter));
    fuzz::require(got.packet[1] == static_cast<std::uint8_t>(kmp::command_of(asked)));
    fuzz::require(asked.index() == got.message.index());
    const auto* const registers = std::get_if<kmp::get_register_request>(&asked);
    if (registers != nullptr) {
        check_registers(*registers, std::get<kmp::get_register_response>(got.message));
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size == 0) {
        return 0;
    }
    const auto asked = question(data[0]);
    const auto sent = *kmp::encode(kmp::address::meter, asked);
    meter::listener ear{kmp::address::meter, asked, sent};
    // In two pieces, as it may come.
    const std::span bytes{data + 1, size - 1};
    const auto first = bytes.first(bytes.size() / 2);
    if (ear.take(first) || ear.take(bytes.subspan(first.size()))) {
        const auto got = std::move(ear).take_answer();
        fuzz::require(got.received <= bytes.size());
        check(asked, got);
        return 0;
    }
    fuzz::require(!ear.what_came().text.empty());
    return 0;
}
