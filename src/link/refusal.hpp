// SPDX-License-Identifier: Apache-2.0

/// @file
/// What ser2net says to a client that it does not serve, instead of the meter's bytes.
///
/// Texts of ser2net 4.3.11 and 4.6; it sends one at once and ends the connection.

#pragma once

#include <optional>
#include <string_view>

#include "core/failure.hpp"

namespace kmp2mqtt::link {

struct refusal {
    core::cause why;
    std::string_view text;  ///< what it says, and what helps
};

/// @param beginning  all that came since the connection was made
/// @returns std::nullopt if it is none, or not complete yet
[[nodiscard]] std::optional<refusal> find_refusal(std::string_view beginning) noexcept;

/// Whether more bytes could make it one. Line ends alone could, but not without end.
[[nodiscard]] bool may_become_refusal(std::string_view beginning) noexcept;

}  // namespace kmp2mqtt::link
