// SPDX-License-Identifier: Apache-2.0

/// @file
/// Registers that need not be read every hour, since they cannot have changed much. Pure.

#pragma once

#include <chrono>

#include <kmp/message.hpp>

namespace kmp2mqtt::meter {

/// How often they are read where nobody planned it otherwise.
inline constexpr std::chrono::hours slow_interval{24};

/// Whether a register holds identity or configuration, or an extreme or average of a month or
/// year. Never one that nobody knows.
[[nodiscard]] bool changes_slowly(kmp::register_id id) noexcept;

}  // namespace kmp2mqtt::meter
