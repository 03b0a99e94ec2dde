// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <utility>

#include "core/log.hpp"
#include "store/file.hpp"
#include "store/journal.hpp"
#include "store/room.hpp"
#include "store/schema.hpp"

namespace kmp2mqtt::store {
namespace {

/// Our choice: so many of the oldest readings go at once when the disk is full, and so often; some
/// free a page each, some do not.
constexpr std::size_t sacrifice = 16;
constexpr int sacrifices = 8;

/// Our choice: a line in the log for so many dropped readings, beginning with the first.
constexpr std::uint64_t dropped_a_line = 1000;

}  // namespace

/// Writes the backlog. Where the disk is full, the oldest readings may have to go for it.
void journal::flush(durability what)
{
    // What waits may be much: first something small.
    auto why = where_ == place::unwritable ? probe(file_) : std::nullopt;
    if (why) {
        note_unwritten(*why);
        return;
    }
    why = write(what, 0);
    if (why && why->why == cause::damaged) {
        begin_anew(*why);
        why = write(what, 0);
    }
    if (why) {
        tidy(file_);
        why = write(what, sacrifice);
    }
    if (why) {
        note_unwritten(*why);
        return;
    }
    if (where_ == place::unwritable) {
        where_ = place::file;
        core::log::info("{} can be written again, and nothing waits in memory any more",
                        configured_.path);
    }
    keep_room();
}

std::optional<failure> journal::write(durability what, std::size_t sacrificed)
{
    std::vector<key> gone;
    const auto surplus = size() - std::min(size(), configured_.max_readings);
    auto why = file_.transact(what, [&] {
        std::ranges::for_each(backlog_.acknowledged, [this](key id) { erase(file_, id); });
        std::ranges::for_each(backlog_.readings, [this](const record& it) { insert(file_, it); });
        for (const auto& [meter, change] : backlog_.memories) {
            write_counts(file_, meter, change.known);
            if (change.has_lists) {
                write_lists(file_, meter, change.known);
            }
        }
        gone = erase_oldest(file_, std::max(surplus, std::min(sacrificed, stored_)));
    });
    if (why) {
        return why;
    }
    stored_ += backlog_.readings.size();
    backlog_ = {};
    drop(std::move(gone),
         surplus > 0 ? "more wait for the broker than [store] max_readings" : "the disk is full");
    return std::nullopt;
}

void journal::note_unwritten(const failure& why)
{
    if (where_ == place::file) {
        where_ = place::unwritable;
        core::log::error("{}: readings are kept in memory until it can be written again", why.text);
    }
    std::vector<key> gone;
    while (backlog_.readings.size() > max_unwritten) {
        gone.push_back(backlog_.readings.front().reading.id);
        backlog_.readings.pop_front();
    }
    stored_ += gone.size();  // as if they had been in the file
    drop(std::move(gone), "the file takes none, and there are too many for memory");
}

/// Makes sure that the next reading finds room, if need be in the place of older ones.
void journal::keep_room()
{
    if (where_ != place::file) {
        return;
    }
    auto found = make_room(file_);
    if (found == room::taken && std::exchange(is_crowded_, false)) {
        core::log::info("the disk has room for {} again", configured_.path);
    }
    if (found == room::none && !std::exchange(is_crowded_, true)) {
        core::log::error("the disk has no more room for {}: the oldest readings go first",
                         configured_.path);
    }
    for (int times = 0; times < sacrifices && found == room::none && stored_ > 1; ++times) {
        std::vector<key> gone;
        const auto why = file_.transact(durability::process, [&] {
            gone = erase_oldest(file_, std::min(sacrifice, stored_ - 1));
        });
        if (why) {
            return;
        }
        drop(std::move(gone), "the disk is full");
        found = make_room(file_);
    }
}

/// The file is damaged: what is known of meters goes into a new one, what waited in it is lost.
void journal::begin_anew(const failure& damage)
{
    file_ = {};
    auto opened =
        where_ == place::memory ? open_file({}) : replace_file(configured_.path, damage, now_);
    if (!opened) {
        core::log::error("{}: until the next start, readings are kept in memory only",
                         opened.error().text);
        where_ = place::memory;
        opened = open_file({});
    }
    if (opened) {
        file_ = *std::move(opened);
    }
    dropped_ += std::exchange(stored_, 0);
    rewind();
    backlog_.acknowledged.clear();
    for (const auto& [meter, known] : known_) {
        backlog_.memories[meter] = {.known = known, .has_lists = true};
    }
}

void journal::drop(std::vector<key> gone, std::string_view why)
{
    if (gone.empty()) {
        return;
    }
    std::ranges::sort(gone);
    const auto is_gone = [&gone](key id) { return std::ranges::binary_search(gone, id); };
    std::erase_if(given_, is_gone);
    std::erase_if(page_, [&](const item& each) { return is_gone(each.id); });
    stored_ -= gone.size();
    const auto before = std::exchange(dropped_, dropped_ + gone.size());
    if (before == 0 || before / dropped_a_line != dropped_ / dropped_a_line) {
        core::log::warning("the oldest readings are dropped, {} so far: {}", dropped_, why);
    }
}

}  // namespace kmp2mqtt::store
