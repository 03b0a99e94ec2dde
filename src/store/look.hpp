// SPDX-License-Identifier: Apache-2.0

/// @file
/// What can be said of a store's file before it is opened.

#pragma once

#include <optional>
#include <string>

#include "store/failure.hpp"

namespace kmp2mqtt::store {

/// Why the file cannot be used, as far as can be seen without making or changing anything.
///
/// @returns unreachable, foreign, newer; what another process has, what is damaged and what finds
///          no room shows when it is opened
[[nodiscard]] std::optional<failure> look_at(const std::string& path);

/// Whether SQLite never wrote this file. One that begins with zeros may be what a power cut left.
[[nodiscard]] bool is_foreign(const std::string& path);

/// What an errno of opening the file means: unreachable, no_room.
[[nodiscard]] failure refusal(const std::string& path, int error);

}  // namespace kmp2mqtt::store
