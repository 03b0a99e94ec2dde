// SPDX-License-Identifier: Apache-2.0

/// @file
/// The registers that a person names.

#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <kmp/message.hpp>
#include <kmp/result.hpp>

namespace kmp2mqtt::tool {

/// A register by number or name: "60", "0x3C", "heat_energy_e1", "register_60".
///
/// @returns it, or a sentence that says what would be right
[[nodiscard]] kmp::result<kmp::register_id, std::string> find_register(std::string_view text);

/// Each once, in the order given.
[[nodiscard]] kmp::result<std::vector<kmp::register_id>, std::string> find_registers(
    std::span<const std::string> texts);

/// "temp_t3 (88)", "register_1099 (1099)"; with commas between.
[[nodiscard]] std::string names_of(std::span<const kmp::register_id> registers);

}  // namespace kmp2mqtt::tool
