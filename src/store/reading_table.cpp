// SPDX-License-Identifier: Apache-2.0

#include "store/moment.hpp"
#include "store/tables.hpp"

namespace kmp2mqtt::store {
namespace {

std::vector<key> keys_of(rows all)
{
    std::vector<key> keys;
    while (all.next()) {
        keys.push_back(all.integer(0));
    }
    return keys;
}

}  // namespace

void insert(database& file, const record& what)
{
    const auto& [id, publication] = what.reading;
    file.run("INSERT INTO reading VALUES(?, ?, ?, ?, ?)", id, what.meter, number_of(what.time),
             publication.topic, publication.payload);
}

void erase(database& file, key id)
{
    file.run("DELETE FROM reading WHERE id = ?", id);
}

std::vector<key> erase_oldest(database& file, std::size_t count)
{
    return keys_of(file.query(
        "DELETE FROM reading WHERE id IN (SELECT id FROM reading ORDER BY id LIMIT ?) RETURNING id",
        static_cast<std::int64_t>(count)));
}

std::vector<key> erase_older(database& file, core::clock::wall_time than, std::size_t most)
{
    // Looks at the oldest only, not at a hundred thousand.
    return keys_of(
        file.query("DELETE FROM reading WHERE id IN (SELECT id FROM (SELECT id, time FROM reading "
                   "ORDER BY id LIMIT ?) WHERE time < ?) RETURNING id",
                   static_cast<std::int64_t>(most), number_of(than)));
}

std::vector<item> page_after(database& file, key id, std::size_t most)
{
    auto all = file.query("SELECT id, topic, payload FROM reading WHERE id > ? ORDER BY id LIMIT ?",
                          id, static_cast<std::int64_t>(most));
    std::vector<item> page;
    while (all.next()) {
        page.push_back(
            {.id = all.integer(0), .what = {.topic = all.text(1), .payload = all.text(2)}});
    }
    return page;
}

std::size_t count_readings(database& file)
{
    return static_cast<std::size_t>(file.number("SELECT count(*) FROM reading"));
}

std::optional<core::clock::wall_time> earliest_time(database& file)
{
    auto found = file.query("SELECT min(time) FROM reading HAVING count(*) > 0");
    return found.next() ? std::optional{moment_of(found.integer(0))} : std::nullopt;
}

key newest_reading(database& file)
{
    return file.number("SELECT max(id) FROM reading");
}

}  // namespace kmp2mqtt::store
