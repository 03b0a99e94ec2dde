// SPDX-License-Identifier: Apache-2.0

/// @file
/// A store's file on the disk: found or made, and put out of the way where it is damaged.

#pragma once

#include <string>

#include <kmp/result.hpp>

#include "core/clock.hpp"
#include "store/database.hpp"
#include "store/failure.hpp"

namespace kmp2mqtt::store {

/// Opens the file, or makes one that only its owner can read; its folder must be there. An empty
/// path: in memory.
///
/// @returns why it cannot be used: all causes
[[nodiscard]] kmp::result<database, failure> open_file(const std::string& path);

/// Renames a damaged file that nobody has open, and what belongs to it, to
/// "PATH.damaged-20261125T201500Z", and makes a new one; says so in the log.
///
/// @returns why there is none: unreachable, no_room
[[nodiscard]] kmp::result<database, failure> replace_file(const std::string& path,
                                                          const failure& damage,
                                                          core::clock::wall_time now);

}  // namespace kmp2mqtt::store
