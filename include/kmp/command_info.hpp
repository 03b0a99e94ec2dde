// SPDX-License-Identifier: Apache-2.0

/// @file
/// The commands that are known by name, to explain what others send. One row a command.
///
/// Only kmp/message.hpp encodes, and only the commands of kmp::command: what is here cannot be
/// sent. Source: [KMP] 6.1, others as include/kmp/README.md says.

#pragma once

#include <cstdint>
#include <string_view>

#include <kmp/datalink.hpp>

namespace kmp {

/// What is known of a command.
struct command_info {
    std::uint8_t code{0};        ///< the byte on the wire
    std::string_view name;       ///< "GetRegister", as [KMP] spells it
    bool changes_meter{false};   ///< sets something in the meter, if only a mark of what was read
    std::string_view describes;  ///< what it is for, in a few words
};

/// The row of `id`, or nullptr.
[[nodiscard]] const command_info* find(command id) noexcept;

}  // namespace kmp
