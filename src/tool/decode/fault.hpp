// SPDX-License-Identifier: Apache-2.0

/// @file
/// What is wrong with a frame, in which layer, at which byte.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace kmp2mqtt::tool {

/// The layers of [KMP] 3, from the wire inwards.
enum class layer : std::uint8_t { physical, data_link, application };

enum class fault_code : std::uint8_t {
    reserved_byte,       ///< a byte that has to be stuffed is not
    bad_escape,          ///< what follows the escape is none of the five inverses
    cut_short,           ///< a start byte comes before the stop byte
    no_stop,             ///< the bytes end before the stop byte
    empty,               ///< nothing between start and stop
    too_long,            ///< more than any message can have
    too_short,           ///< no room for address, command and checksum
    bad_checksum,        ///< the checksum is not that of the bytes before it
    bad_length,          ///< fewer or more data than the command has
    no_registers,        ///< asks for nothing
    too_many_registers,  ///< asks for, or answers, more than eight
    cut_register,        ///< a register runs over the end of the data
};

struct fault {
    fault_code code{};
    tool::layer layer{};
    std::size_t offset{0};  ///< from the part's first byte, as on the wire
    std::string text;       ///< what is wrong, and what would be right
};

/// "physical", "data_link", "application"
[[nodiscard]] std::string_view name_of(layer of) noexcept;

/// The enumerator's own name. A name never changes.
[[nodiscard]] std::string_view name_of(fault_code of) noexcept;

}  // namespace kmp2mqtt::tool
