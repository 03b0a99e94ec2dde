// SPDX-License-Identifier: Apache-2.0

#include "store/room.hpp"

#include <cstdint>
#include <tuple>

namespace kmp2mqtt::store {
namespace {

/// Our choice, in pages of 4 KiB: a reading with its memory takes some five, and the log holds
/// fewer (see database.cpp) than are taken at once.
constexpr std::int64_t least_pages = 12;
constexpr std::int64_t more_pages = 64;
constexpr std::int64_t page_size = 4096;

}  // namespace

void tidy(database& file)
{
    file.run("PRAGMA wal_checkpoint(RESTART)");
    std::ignore = file.take_failure();
}

room make_room(database& file)
{
    if (file.number("PRAGMA freelist_count") >= least_pages) {
        return room::enough;
    }
    tidy(file);
    const auto pages = file.number("PRAGMA page_count") + more_pages;
    if (file.take_failure() || !file.reserve(pages * page_size)) {
        return room::none;
    }
    // A table that comes and goes leaves its pages behind. In two transactions: what comes and goes
    // within one is never written.
    auto why = file.transact(durability::process, [&file] {
        file.run("DROP TABLE IF EXISTS room");
        file.run("CREATE TABLE room(bytes BLOB)");
        file.run("INSERT INTO room VALUES(zeroblob(?))", (more_pages - 4) * page_size);
    });
    if (!why) {
        why = file.transact(durability::process, [&file] { file.run("DROP TABLE room"); });
    }
    return why ? room::none : room::taken;
}

}  // namespace kmp2mqtt::store
