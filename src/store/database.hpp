// SPDX-License-Identifier: Apache-2.0

/// @file
/// SQLite with values for failures. Knows no tables.

#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <kmp/result.hpp>

#include "store/failure.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace kmp2mqtt::store {

/// What a finished transaction survives.
enum class durability : std::uint8_t {
    process,    ///< the end of the process, however sudden; a power cut may undo it
    power_cut,  ///< a power cut too: the disk was told to write, and has said that it did
};

/// The rows that a statement gives.
class rows {
public:
    /// Goes to the next one. @returns false: there is none, or the database has failed
    [[nodiscard]] bool next();

    /// A column of this row, from 0.
    [[nodiscard]] std::int64_t integer(int column) const;
    [[nodiscard]] std::string text(int column) const;

private:
    friend class database;
    struct finalizer {
        void operator()(sqlite3_stmt* statement) const noexcept;
    };

    void bind(int position, std::int64_t value);
    void bind(int position, std::string_view value);

    std::unique_ptr<sqlite3_stmt, finalizer> statement_;  // none: the database has failed
    int* failed_{nullptr};
};

/// A file that one process has for itself, or memory. Remembers its first failure: from then on
/// statements do nothing, until take_failure() or the end of the transaction.
class database {
public:
    /// Opens a file that is there, for this process alone; ":memory:" is memory.
    ///
    /// @returns unreachable, in_use, no_room, damaged
    [[nodiscard]] static kmp::result<database, failure> open(const std::string& path);

    /// A statement with its values, integers and texts, not run yet; they outlive the rows.
    template <class... Values>
    [[nodiscard]] rows query(std::string_view sql, const Values&... values)
    {
        auto result = prepare(sql);
        [[maybe_unused]] int position = 0;  // NOLINT(misc-const-correctness): not without values
        (result.bind(++position, values), ...);
        return result;
    }

    /// Runs a statement and passes over its rows.
    template <class... Values>
    void run(std::string_view sql, const Values&... values)
    {
        auto all = query(sql, values...);
        while (all.next()) {
        }
    }

    /// The first column of the first row; 0: there is none.
    template <class... Values>
    [[nodiscard]] std::int64_t number(std::string_view sql, const Values&... values)
    {
        auto all = query(sql, values...);
        return all.next() ? all.integer(0) : 0;
    }

    /// Does all of `work`, or nothing of it. @returns why nothing: in_use, no_room, damaged
    [[nodiscard]] std::optional<failure> transact(durability what,
                                                  const std::function<void()>& work);

    /// Makes the file at least so many bytes long, so that the disk has them for it.
    [[nodiscard]] bool reserve(std::int64_t bytes);

    /// The failure that is remembered, which is forgotten by it.
    [[nodiscard]] std::optional<failure> take_failure();

private:
    struct closer {
        void operator()(sqlite3* file) const noexcept;
    };

    [[nodiscard]] rows prepare(std::string_view sql);

    std::string path_;
    std::unique_ptr<sqlite3, closer> file_;
    std::unique_ptr<int> failed_{std::make_unique<int>(0)};  // SQLite's code; rows write it too
};

}  // namespace kmp2mqtt::store
