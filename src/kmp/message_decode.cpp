// SPDX-License-Identifier: Apache-2.0

#include <kmp/message.hpp>

namespace kmp {
namespace {

std::uint16_t take_16(std::span<const std::uint8_t> from, std::size_t at) noexcept
{
    return static_cast<std::uint16_t>((from[at] << 8U) | from[at + 1]);
}

result<request> decode_get_register_request(std::span<const std::uint8_t> data) noexcept
{
    if (data.empty()) {
        return errc::bad_length;
    }
    const std::size_t count = data[0];
    if (count == 0) {
        return errc::no_registers;
    }
    if (count > max_registers) {
        return errc::too_many_registers;
    }
    if (data.size() != 1 + 2 * count) {
        return errc::bad_length;
    }
    get_register_request asked;
    for (std::size_t at = 1; at < data.size(); at += 2) {
        asked.registers.push_back(register_id{take_16(data, at)});
    }
    return request{asked};
}

result<response> decode_get_register_response(std::span<const std::uint8_t> data) noexcept
{
    constexpr std::size_t block_head = 5;  // id, unit, length, sign and exponent
    get_register_response answer;
    while (!data.empty()) {
        if (data.size() < block_head || data.size() < block_head + data[3]) {
            return errc::truncated_register;
        }
        if (answer.registers.is_full()) {
            return errc::too_many_registers;
        }
        const std::size_t length = data[3];
        answer.registers.push_back({
            .id = register_id{take_16(data, 0)},
            .unit = unit{data[2]},
            .sign_exponent = data[4],
            .mantissa = data.subspan(block_head, length),
        });
        data = data.subspan(block_head + length);
    }
    return response{answer};
}

result<response> decode_get_type_response(std::span<const std::uint8_t> data) noexcept
{
    if (data.size() != 4) {
        return errc::bad_length;
    }
    return response{get_type_response{.type = take_16(data, 0), .revision = take_16(data, 2)}};
}

result<response> decode_get_serial_no_response(std::span<const std::uint8_t> data) noexcept
{
    if (data.size() != 4) {
        return errc::bad_length;
    }
    const std::uint32_t high = take_16(data, 0);
    return response{get_serial_no_response{.serial = (high << 16U) | take_16(data, 2)}};
}

std::string hex_16(std::uint16_t number)
{
    static constexpr std::string_view digits = "0123456789ABCDEF";
    std::string text;
    for (const auto shift : {12U, 8U, 4U, 0U}) {
        text += digits[(std::uint32_t{number} >> shift) & 0xFU];
    }
    return text;
}

}  // namespace

result<request> decode_request(const packet& from_host) noexcept
{
    switch (from_host.id) {
        case command::get_type:
            return from_host.data.empty() ? result<request>{get_type_request{}} : errc::bad_length;
        case command::get_serial_no:
            return from_host.data.empty() ? result<request>{get_serial_no_request{}}
                                          : errc::bad_length;
        case command::get_register:
            return decode_get_register_request(from_host.data);
    }
    return errc::unknown_command;
}

result<response> decode_response(const packet& from_meter) noexcept
{
    switch (from_meter.id) {
        case command::get_type:
            return decode_get_type_response(from_meter.data);
        case command::get_serial_no:
            return decode_get_serial_no_response(from_meter.data);
        case command::get_register:
            return decode_get_register_response(from_meter.data);
    }
    return errc::unknown_command;
}

std::string get_type_response::revision_text() const
{
    const unsigned letter = revision >> 8U;
    if (letter < 1 || letter > 26) {
        return {};
    }
    return static_cast<char>('A' + letter - 1) + std::to_string(revision & 0xFFU);
}

std::string get_type_response::type_text() const
{
    return hex_16(type);
}

}  // namespace kmp
