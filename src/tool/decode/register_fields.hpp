// SPDX-License-Identifier: Apache-2.0

/// @file
/// Registers as fields: id, unit, length, sign and exponent, mantissa. Source: [KMP] 4.2, 6.2.4.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <kmp/message.hpp>

#include "tool/decode/packet_reader.hpp"

namespace kmp2mqtt::tool {

/// Takes a register's number, two bytes.
[[nodiscard]] field take_id(packet_reader& from);

/// Takes numbers of registers, `count` of them or as many as there are.
void take_ids(packet_reader& from, std::vector<field>& into, std::size_t count);

/// Takes a register with its value at the end of `into`. `seen` gets its format: id, unit, sign and
/// exponent, and a mantissa of that length, for rows that follow without formats.
///
/// @returns false where it is cut; then everything has been taken and the fault is noted
bool take_register(packet_reader& from, std::vector<field>& into,
                   std::vector<kmp::register_block>* seen = nullptr);

/// Takes the mantissa of a register whose format is known.
[[nodiscard]] field take_row_value(packet_reader& from, kmp::register_block format);

/// The answer to GetRegister: registers to the end.
void take_registers(packet_reader& from, std::vector<field>& into);

/// A GetRegister request: a count, and as many numbers of registers.
void take_asked_registers(packet_reader& from, std::vector<field>& into);

}  // namespace kmp2mqtt::tool
