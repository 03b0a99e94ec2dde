// SPDX-License-Identifier: Apache-2.0

#include "store/schema.hpp"

#include <array>
#include <string>
#include <string_view>

#include "core/log.hpp"
#include "core/version.hpp"

namespace kmp2mqtt::store {
namespace {

/// Times are milliseconds since 1970, UTC; a day counts from 1970, on the local calendar.
constexpr std::array<std::string_view, 4> tables{
    // Readings that the broker has not acknowledged, in the order of their ids.
    "CREATE TABLE reading(id INTEGER PRIMARY KEY, meter TEXT NOT NULL, time INTEGER NOT NULL, "
    "topic TEXT NOT NULL, payload TEXT NOT NULL)",
    // What is to be known of a meter after a restart: here, and in the two tables that follow.
    "CREATE TABLE meter(name TEXT PRIMARY KEY, serial TEXT NOT NULL, sequence INTEGER NOT NULL, "
    "day INTEGER NOT NULL, telegrams INTEGER NOT NULL, poll_interval INTEGER NOT NULL, "
    "configured_interval INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID",
    // The newest value of a register that was accepted: digits times 10^exponent; no digits: it is
    // no number.
    "CREATE TABLE value(meter TEXT, register INTEGER, unit INTEGER NOT NULL, digits TEXT NOT NULL, "
    "exponent INTEGER NOT NULL, time INTEGER NOT NULL, PRIMARY KEY(meter, register)) WITHOUT ROWID",
    // A register that the meter left out so many times in a row.
    "CREATE TABLE absence(meter TEXT, register INTEGER, times INTEGER NOT NULL, asked INTEGER NOT "
    "NULL, PRIMARY KEY(meter, register)) WITHOUT ROWID",
};

/// What makes the tables of version 1 those of 2, and so on.
constexpr std::array<std::string_view, schema_version - 1> steps{
    "ALTER TABLE meter ADD COLUMN configured_interval INTEGER NOT NULL DEFAULT 0",
};

void write_version(database& file)
{
    file.run(core::format("PRAGMA user_version = {}", schema_version));
}

std::optional<failure> create(database& file)
{
    return file.transact(durability::power_cut, [&file] {
        for (const auto table : tables) {
            file.run(table);
        }
        file.run(core::format("PRAGMA application_id = {}", application_id));
        write_version(file);
    });
}

std::optional<failure> bring_up(database& file, std::int64_t version)
{
    if (version == schema_version) {
        return std::nullopt;
    }
    return file.transact(durability::power_cut, [&file, version] {
        for (auto from = version; from < schema_version; ++from) {
            file.run(steps.at(static_cast<std::size_t>(from - 1)));
        }
        write_version(file);
    });
}

std::optional<failure> check(database& file, const std::string& path, std::int64_t version)
{
    if (version < 1) {
        return failure{cause::damaged, path + ": its tables have no version"};
    }
    auto found = file.query("PRAGMA quick_check(1)");
    const auto verdict = found.next() ? found.text(0) : std::string{};
    if (auto why = file.take_failure()) {
        return why;
    }
    if (verdict != "ok") {
        // After a line that says in which of its databases.
        return failure{cause::damaged, path + ": " + verdict.substr(verdict.rfind('\n') + 1)};
    }
    return std::nullopt;
}

}  // namespace

failure no_database(const std::string& path)
{
    return {cause::foreign, path + " is no database; [store] path names a file for kmp2mqtt alone"};
}

std::optional<failure> judge_owner(const std::string& path, std::int64_t owner,
                                   std::int64_t version)
{
    if (owner != application_id) {
        return failure{cause::foreign,
                       path + " is a database of another program; choose another [store] path"};
    }
    if (version > schema_version) {
        return failure{
            cause::newer,
            core::format("{} was written by a later kmp2mqtt (its tables have version {}, those of "
                         "{} have {}); install that one again, or choose another [store] path",
                         path, version, core::version, schema_version)};
    }
    return std::nullopt;
}

std::optional<failure> prepare_schema(database& file, const std::string& path)
{
    const auto owner = file.number("PRAGMA application_id");
    const auto version = file.number("PRAGMA user_version");
    const bool is_new = file.number("SELECT count(*) FROM sqlite_schema") == 0 && version == 0;
    if (auto why = file.take_failure()) {
        return why;
    }
    const bool is_blank = is_new && owner == 0;
    if (auto why = is_blank ? std::nullopt : judge_owner(path, owner, version)) {
        return why;
    }
    file.run("PRAGMA journal_mode = WAL");
    if (auto why = file.take_failure()) {
        return why;
    }
    if (is_new) {
        return create(file);
    }
    auto why = check(file, path, version);
    return why ? why : bring_up(file, version);
}

std::optional<failure> probe(database& file)
{
    return file.transact(durability::process, [&file] { write_version(file); });
}

}  // namespace kmp2mqtt::store
