// SPDX-License-Identifier: Apache-2.0

/// @file
/// KMP messages: GetType, GetSerialNo and GetRegister, requests and responses, both directions.
///
/// The same code reads a meter and is one. Nothing here can encode a command that writes to a
/// meter. Source: [KMP] 6.2.

#pragma once

#include <array>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <variant>

#include <kmp/datalink.hpp>
#include <kmp/result.hpp>
#include <kmp/unit.hpp>

namespace kmp {

/// Number of a register, 0 to 65535.
enum class register_id : std::uint16_t {};

/// Most registers that one request may ask for ([KMP] 6.2.4).
inline constexpr std::size_t max_registers = 8;

/// A few values in place: at most max_registers of them.
template <class T>
class short_list {
public:
    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
    [[nodiscard]] bool is_full() const noexcept { return size_ == max_registers; }
    [[nodiscard]] const T* begin() const noexcept { return values_.data(); }
    [[nodiscard]] const T* end() const noexcept { return values_.data() + size_; }
    [[nodiscard]] const T& operator[](std::size_t index) const noexcept { return values_[index]; }

    /// Appends; a ninth value is a bug of the caller.
    void push_back(const T& value) noexcept
    {
        assert(!is_full());
        values_[size_++] = value;
    }

private:
    std::size_t size_{0};
    std::array<T, max_registers> values_{};
};

/// Asks what the meter is.
struct get_type_request {};

/// Asks for the meter's serial number.
struct get_serial_no_request {};

/// Asks for the values of 1 to max_registers registers.
struct get_register_request {
    short_list<register_id> registers;
};

/// What the meter is. Kamstrup publishes few type codes; unknown ones are normal.
struct get_type_response {
    std::uint16_t type{0};      ///< meter type, printed as four hex digits
    std::uint16_t revision{0};  ///< software: letter (1 is A) and number; 0 is unknown

    /// The revision as Kamstrup writes it: "F1"; empty when unknown.
    [[nodiscard]] std::string revision_text() const;
    /// "0001"
    [[nodiscard]] std::string type_text() const;
};

/// The meter's serial number; 0 is a possible answer and names nobody.
struct get_serial_no_response {
    std::uint32_t serial{0};
};

/// One register of an answer, as it stands in the frame. `mantissa` views the packet's bytes.
struct register_block {
    register_id id{};
    kmp::unit unit{unit::none};
    std::uint8_t sign_exponent{0};  ///< bit 7 sign, bit 6 sign of exponent, bits 5 to 0 exponent
    std::span<const std::uint8_t> mantissa;  ///< 0 to 255 bytes, big-endian

    [[nodiscard]] bool is_negative() const noexcept { return (sign_exponent & 0x80U) != 0; }
    /// -63 to 63
    [[nodiscard]] int exponent() const noexcept
    {
        const int size = sign_exponent & 0x3F;
        return (sign_exponent & 0x40U) != 0 ? -size : size;
    }
};

/// Values of registers. Those the meter does not know are left out, possibly all ([KMP] 6.2.4).
struct get_register_response {
    short_list<register_block> registers;
};

using request = std::variant<get_type_request, get_serial_no_request, get_register_request>;
using response = std::variant<get_type_response, get_serial_no_response, get_register_response>;

/// The whole frame of a request, host to meter: start byte to stop byte.
///
/// @returns errc::no_registers for a GetRegister that asks for nothing
[[nodiscard]] result<physical::frame> encode(address to, const request& message) noexcept;

/// The whole frame of a response, meter to host.
///
/// @returns errc::not_representable for a mantissa over 255 bytes
[[nodiscard]] result<physical::frame> encode(address from, const response& message) noexcept;

/// What a packet from the host asks.
///
/// @returns errc::unknown_command, errc::bad_length, errc::no_registers, errc::too_many_registers
[[nodiscard]] result<request> decode_request(const packet& from_host) noexcept;

/// What a packet from the meter answers. Views the packet's bytes.
///
/// @returns errc::unknown_command, errc::bad_length, errc::truncated_register,
///          errc::too_many_registers
[[nodiscard]] result<response> decode_response(const packet& from_meter) noexcept;

/// The command a request carries.
[[nodiscard]] command command_of(const request& message) noexcept;

}  // namespace kmp
