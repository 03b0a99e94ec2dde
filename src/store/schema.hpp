// SPDX-License-Identifier: Apache-2.0

/// @file
/// The tables of a store's file, and whether a file is one.

#pragma once

#include <cstdint>
#include <optional>

#include "store/database.hpp"

namespace kmp2mqtt::store {

/// Marks our files (https://sqlite.org/pragma.html#pragma_application_id). Our choice: "KMP2".
inline constexpr std::int64_t application_id = 0x4B4D5032;

/// Of the tables. A change of them is a new version, and a step from the one before.
inline constexpr std::int64_t schema_version = 2;

/// Why a file that has no database in it is not ours.
[[nodiscard]] failure no_database(const std::string& path);

/// Why a database that has something in it is not ours, by its two marks: foreign, newer.
[[nodiscard]] std::optional<failure> judge_owner(const std::string& path, std::int64_t owner,
                                                 std::int64_t version);

/// Makes the tables in a new file; in one of ours checks that they are sound, and brings those of
/// an earlier version up to this one.
///
/// @returns why the file cannot be used: foreign, newer, in_use, no_room, damaged
[[nodiscard]] std::optional<failure> prepare_schema(database& file, const std::string& path);

/// Writes what stands there already. @returns why the file takes nothing: no_room, damaged
[[nodiscard]] std::optional<failure> probe(database& file);

}  // namespace kmp2mqtt::store
