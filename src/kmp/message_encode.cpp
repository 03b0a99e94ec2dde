// SPDX-License-Identifier: Apache-2.0

#include <kmp/message.hpp>

namespace kmp {
namespace {

constexpr std::size_t max_data = physical::max_packet - 4;  // less destination, command, checksum
constexpr std::size_t max_mantissa = 255;                   // its length is one byte: [KMP] 4.2

using data_bytes = buffer<max_data>;

void put_16(data_bytes& to, std::uint16_t number) noexcept
{
    to.push_back(static_cast<std::uint8_t>(number >> 8U));
    to.push_back(static_cast<std::uint8_t>(number & 0xFFU));
}

result<done> put(data_bytes& /*to*/, const get_type_request& /*asked*/) noexcept
{
    return done{};
}

result<done> put(data_bytes& /*to*/, const get_serial_no_request& /*asked*/) noexcept
{
    return done{};
}

result<done> put(data_bytes& to, const get_register_request& asked) noexcept
{
    if (asked.registers.empty()) {
        return errc::no_registers;
    }
    to.push_back(static_cast<std::uint8_t>(asked.registers.size()));
    for (const auto id : asked.registers) {
        put_16(to, static_cast<std::uint16_t>(id));
    }
    return done{};
}

result<done> put(data_bytes& to, const get_type_response& answer) noexcept
{
    put_16(to, answer.type);
    put_16(to, answer.revision);
    return done{};
}

result<done> put(data_bytes& to, const get_serial_no_response& answer) noexcept
{
    put_16(to, static_cast<std::uint16_t>(answer.serial >> 16U));
    put_16(to, static_cast<std::uint16_t>(answer.serial & 0xFFFFU));
    return done{};
}

result<done> put(data_bytes& to, const get_register_response& answer) noexcept
{
    for (const auto& block : answer.registers) {
        if (block.mantissa.size() > max_mantissa) {
            return errc::not_representable;
        }
        put_16(to, static_cast<std::uint16_t>(block.id));
        to.push_back(static_cast<std::uint8_t>(block.unit));
        to.push_back(static_cast<std::uint8_t>(block.mantissa.size()));
        to.push_back(block.sign_exponent);
        to.append(block.mantissa);
    }
    return done{};
}

/// Requests and responses name their commands in the same order.
template <class Message>
command command_at(const Message& message) noexcept
{
    constexpr std::array commands{command::get_type, command::get_serial_no, command::get_register};
    static_assert(std::variant_size_v<Message> == commands.size());
    return commands[message.index()];
}

template <class Message>
result<physical::frame> encode_from(physical::sender from, address destination,
                                    const Message& message) noexcept
{
    data_bytes data;
    const auto written =
        std::visit([&](const auto& content) { return put(data, content); }, message);
    if (!written) {
        return written.error();
    }
    return physical::encode(
        from, datalink::encode(
                  {.destination = destination, .id = command_at(message), .data = data.bytes()}));
}

}  // namespace

result<physical::frame> encode(address to, const request& message) noexcept
{
    return encode_from(physical::sender::host, to, message);
}

result<physical::frame> encode(address from, const response& message) noexcept
{
    return encode_from(physical::sender::meter, from, message);
}

command command_of(const request& message) noexcept
{
    return command_at(message);
}

}  // namespace kmp
