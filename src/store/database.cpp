// SPDX-License-Identifier: Apache-2.0

#include "store/database.hpp"

#include <sqlite3.h>
#include <tuple>
#include <utility>

#include "core/log.hpp"

namespace kmp2mqtt::store {
namespace {

/// A file grows by so many bytes at once, which the disk then has for it. Our choice.
constexpr int growth = 64 * 4096;

/// What an (extended) result code of SQLite means to us: https://sqlite.org/rescode.html
cause meaning_of(int code)
{
    switch (code & 0xFF) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return cause::in_use;
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return cause::damaged;
        case SQLITE_CANTOPEN:
        case SQLITE_PERM:
        case SQLITE_AUTH:
            return cause::unreachable;
        case SQLITE_ERROR:
            // Our statements are right: a table or a column is not there.
            return cause::damaged;
        default:
            return cause::no_room;
    }
}

failure failure_of(const std::string& path, int code)
{
    const auto why = meaning_of(code);
    if (why == cause::in_use) {
        return {why,
                core::format("{} is in use by another process; each bridge needs its own", path)};
    }
    return {why, core::format("{}: {}", path, sqlite3_errstr(code))};
}

}  // namespace

void rows::finalizer::operator()(sqlite3_stmt* statement) const noexcept
{
    sqlite3_finalize(statement);
}

bool rows::next()
{
    if (!statement_ || *failed_ != SQLITE_OK) {
        return false;
    }
    const int code = sqlite3_step(statement_.get());
    if (code != SQLITE_ROW && code != SQLITE_DONE) {
        *failed_ = sqlite3_extended_errcode(sqlite3_db_handle(statement_.get()));
    }
    return code == SQLITE_ROW;
}

std::int64_t rows::integer(int column) const
{
    return sqlite3_column_int64(statement_.get(), column);
}

std::string rows::text(int column) const
{
    const void* const bytes = sqlite3_column_blob(statement_.get(), column);
    const auto size = sqlite3_column_bytes(statement_.get(), column);
    return bytes == nullptr
               ? std::string{}
               : std::string{static_cast<const char*>(bytes), static_cast<std::size_t>(size)};
}

void rows::bind(int position, std::int64_t value)
{
    if (statement_) {
        sqlite3_bind_int64(statement_.get(), position, value);
    }
}

void rows::bind(int position, std::string_view value)
{
    if (statement_) {
        sqlite3_bind_text64(statement_.get(), position, value.data(), value.size(), SQLITE_STATIC,
                            SQLITE_UTF8);
    }
}

void database::closer::operator()(sqlite3* file) const noexcept
{
    sqlite3_close_v2(file);
}

kmp::result<database, failure> database::open(const std::string& path)
{
    sqlite3* file = nullptr;
    const int code =
        sqlite3_open_v2(path.c_str(), &file, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
    database opened;
    opened.file_.reset(file);
    opened.path_ = path;
    if (code != SQLITE_OK) {
        return failure_of(path, code);
    }
    sqlite3_extended_result_codes(file, 1);
    // Before the first access: then no memory is shared, and nobody else gets in.
    opened.run("PRAGMA locking_mode = EXCLUSIVE");
    // Our choice, in KiB: rows are few, and read once.
    opened.run("PRAGMA cache_size = -256");
    // Our choice, in pages: what the log holds at most, about ten readings.
    opened.run("PRAGMA wal_autocheckpoint = 48");
    int step = growth;
    sqlite3_file_control(file, "main", SQLITE_FCNTL_CHUNK_SIZE, &step);
    if (auto why = opened.take_failure()) {
        return *std::move(why);
    }
    return opened;
}

rows database::prepare(std::string_view sql)
{
    rows result;
    result.failed_ = failed_.get();
    if (*failed_ != SQLITE_OK) {
        return result;
    }
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v2(file_.get(), sql.data(), static_cast<int>(sql.size()),
                                        &statement, nullptr);
    result.statement_.reset(statement);
    *failed_ = code;
    return result;
}

std::optional<failure> database::transact(durability what, const std::function<void()>& work)
{
    run(what == durability::power_cut ? "PRAGMA synchronous = FULL"
                                      : "PRAGMA synchronous = NORMAL");
    run("BEGIN IMMEDIATE");
    work();
    run("COMMIT");
    auto why = take_failure();
    if (why && sqlite3_get_autocommit(file_.get()) == 0) {
        run("ROLLBACK");
        std::ignore = take_failure();
    }
    return why;
}

bool database::reserve(std::int64_t bytes)
{
    return sqlite3_file_control(file_.get(), "main", SQLITE_FCNTL_SIZE_HINT, &bytes) == SQLITE_OK;
}

std::optional<failure> database::take_failure()
{
    if (*failed_ == SQLITE_OK) {
        return std::nullopt;
    }
    return failure_of(path_, std::exchange(*failed_, SQLITE_OK));
}

}  // namespace kmp2mqtt::store
