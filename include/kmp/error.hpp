// SPDX-License-Identifier: Apache-2.0

/// @file
/// What can be wrong with bytes that claim to be KMP.

#pragma once

#include <cstdint>
#include <string_view>

namespace kmp {

/// Why a packet or message is refused. Every decoder documents which of these it returns.
enum class errc : std::uint8_t {
    too_short,           ///< fewer bytes than an address, a command id and a checksum
    bad_checksum,        ///< the CRC over the packet is not zero
    unknown_command,     ///< a command id this library does not decode
    bad_length,          ///< the data are longer or shorter than the command's layout says
    truncated_register,  ///< a register block runs over the end of the data
    too_many_registers,  ///< more registers than one message may carry
    no_registers,        ///< a GetRegister request that asks for nothing
    not_representable,   ///< a value that the wire format cannot carry
};

/// The error as words for a person, without a full stop: "the checksum is wrong".
[[nodiscard]] std::string_view describe(errc why) noexcept;

}  // namespace kmp
