// SPDX-License-Identifier: Apache-2.0

/// @file
/// What stands in the tables, as values. Failures are remembered by the database.

#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.hpp"
#include "core/publication.hpp"
#include "meter/memory.hpp"
#include "store/database.hpp"

namespace kmp2mqtt::store {

/// Names a reading in the store: 1 and up, in the order of their coming.
using key = std::int64_t;

/// A reading that waits. It is not retained, and no answer to anybody: topic and payload are all.
struct item {
    key id{0};
    core::publication what;
};

/// A reading as it is written.
struct record {
    item reading;
    std::string meter;
    core::clock::wall_time time{};
};

void insert(database& file, const record& what);
void erase(database& file, key id);

/// The oldest readings, or those of them that are older than a moment, are gone. @returns their ids
[[nodiscard]] std::vector<key> erase_oldest(database& file, std::size_t count);
[[nodiscard]] std::vector<key> erase_older(database& file, core::clock::wall_time than,
                                           std::size_t most);

/// Readings after one, oldest first.
[[nodiscard]] std::vector<item> page_after(database& file, key id, std::size_t most);

[[nodiscard]] std::size_t count_readings(database& file);
/// When the earliest was made, by the clock of that day; std::nullopt: there is none.
[[nodiscard]] std::optional<core::clock::wall_time> earliest_time(database& file);
/// 0: none.
[[nodiscard]] key newest_reading(database& file);

/// Writes of a meter what may change with each telegram: one row.
void write_counts(database& file, const std::string& meter, const meter::memory& known);

/// Writes a meter's values and absences. Of a value that is no number only the unit is kept:
/// nothing else of it is ever compared.
void write_lists(database& file, const std::string& meter, const meter::memory& known);

/// By the meters' names.
[[nodiscard]] std::map<std::string, meter::memory> read_memories(database& file);

}  // namespace kmp2mqtt::store
