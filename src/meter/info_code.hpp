// SPDX-License-Identifier: Apache-2.0

/// @file
/// What the bits of an info code mean, for the models whose list is known. Pure.
///
/// A 402 and the water meters have none that is public; of the others, what register 99 holds is
/// known of the 403, the 601 and the 602, and register 369 has the 32 bits of all newer ones.

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <kmp/value.hpp>

namespace kmp2mqtt::meter {

/// Where a meter says what is wrong with it; the one with more bits first.
inline constexpr std::array info_registers{kmp::register_id{369}, kmp::register_id{99}};

/// A code as bits; std::nullopt: the value is no code.
[[nodiscard]] std::optional<std::uint64_t> info_bits_of(const kmp::value& code);

/// Something that can be wrong with a meter: a bit of its info code.
struct info_cause {
    unsigned bit{0};        ///< 0 to 31
    std::string_view key;   ///< "low_battery": [a-z0-9_]+, a JSON key and the end of an entity's id
    std::string_view text;  ///< "Low battery"
    bool is_common{false};  ///< can happen in any house; else it needs a second sensor or an input
};

/// The list of a model's info register.
///
/// @param model  as in the configuration: "403"
/// @returns empty where no list is known
[[nodiscard]] std::span<const info_cause> info_causes(std::string_view model,
                                                      kmp::register_id id) noexcept;

/// Whether the bit of a cause is set; std::nullopt: the value is no code.
[[nodiscard]] std::optional<bool> has_cause(const kmp::value& code, const info_cause& cause);

/// A code in words: "OK", "Low battery, bit 10", "64: not decoded for this model" where the list is
/// empty; std::nullopt: the value is no code.
[[nodiscard]] std::optional<std::string> info_text(const kmp::value& code,
                                                   std::span<const info_cause> causes);

}  // namespace kmp2mqtt::meter
