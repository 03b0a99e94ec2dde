// SPDX-License-Identifier: Apache-2.0

/// @file
/// Any packet under a right checksum: what is accepted as a message encodes to the same packet, and
/// its numbers survive being written and read.
///
/// Input: who sends (lowest bit of the first byte), then address, command and data.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <variant>
#include <vector>

#include <kmp/message.hpp>
#include <kmp/value.hpp>

#include "fuzz/require.hpp"

namespace {

void check_number(const kmp::decimal& number, std::span<const std::uint8_t> mantissa)
{
    std::vector<std::uint8_t> bytes(mantissa.size());
    fuzz::require(static_cast<bool>(number.mantissa(bytes)));
    fuzz::require(std::ranges::equal(bytes, mantissa));

    const auto text = number.text();
    const auto again = kmp::decimal::from_text(text);
    fuzz::require(again && again->text() == text && again->to_integer() == number.to_integer());
}

void check_blocks(const kmp::get_register_response& answer)
{
    for (const auto& block : answer.registers) {
        check_number(
            kmp::decimal::from_bytes(block.mantissa, block.exponent(), block.is_negative()),
            block.mantissa);
        const auto measured = kmp::interpret(block);
        fuzz::require(measured.id == block.id);
        fuzz::require(!block.mantissa.empty() ||
                      std::holds_alternative<kmp::no_value>(measured.value));
        fuzz::require(std::holds_alternative<kmp::no_value>(measured.value) ==
                          kmp::text(measured.value).empty() ||
                      std::holds_alternative<kmp::ascii_text>(measured.value));
    }
}

template <class Message>
void check_encoding(const kmp::packet& packet, kmp::physical::sender from, const Message& message)
{
    const auto frame = kmp::encode(packet.destination, message);
    fuzz::require(static_cast<bool>(frame));
    fuzz::require(
        std::ranges::equal(*frame, kmp::physical::encode(from, kmp::datalink::encode(packet))));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size < 3 || size - 1 > kmp::physical::max_packet - 2) {
        return 0;
    }
    const kmp::packet packet{.destination = kmp::address{data[1]},
                             .id = kmp::command{data[2]},
                             .data = {data + 3, size - 3}};
    if ((data[0] & 1U) != 0) {
        if (const auto request = kmp::decode_request(packet)) {
            check_encoding(packet, kmp::physical::sender::host, *request);
        }
        return 0;
    }
    if (const auto response = kmp::decode_response(packet)) {
        check_encoding(packet, kmp::physical::sender::meter, *response);
        if (const auto* const answer = std::get_if<kmp::get_register_response>(&*response)) {
            check_blocks(*answer);
        }
    }
    return 0;
}
