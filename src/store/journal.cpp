// SPDX-License-Identifier: Apache-2.0

#include "store/journal.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "core/log.hpp"
#include "store/file.hpp"

namespace kmp2mqtt::store {
namespace {

/// Our choice: so many payloads are held at once, about 64 KB.
constexpr std::size_t page_length = 64;

/// Our choice: after a long time without the program, more goes a minute later.
constexpr std::size_t too_old_at_once = 1000;

}  // namespace

std::string_view text(place of) noexcept
{
    switch (of) {
        case place::file:
            return "file";
        case place::memory:
            return "memory";
        default:
            return "unwritable";
    }
}

kmp::result<journal, failure> journal::open(settings configured, core::clock::wall_time now)
{
    journal opened;
    opened.configured_ = std::move(configured);
    opened.now_ = now;
    const auto& path = opened.configured_.path;
    auto file = open_file(path);
    if (!file && file.error().why == cause::damaged) {
        const auto damage = file.error();
        file = replace_file(path, damage, now);
    }
    if (file) {
        opened.where_ = path.empty() ? place::memory : place::file;
        opened.use(*std::move(file));
        opened.tell_place();
        return opened;
    }
    if (file.error().why != cause::no_room) {
        return file.error();
    }
    core::log::error("{}: until the next start, readings are kept in memory only",
                     file.error().text);
    if (auto memory = open_file({})) {
        opened.use(*std::move(memory));
    }
    return opened;
}

void journal::tell_place() const
{
    if (configured_.path.empty()) {
        core::log::warning(
            "readings that wait are kept in memory only: no [store] path is set, and there is no "
            "state directory of systemd's");
    } else {
        core::log::info("readings wait in {}, {} now", configured_.path, size());
    }
}

void journal::use(database file)
{
    file_ = std::move(file);
    known_ = read_memories(file_);
    stored_ = count_readings(file_);
    newest_ = std::max(newest_, newest_reading(file_));
    age_now_ = std::min(now_, earliest_time(file_).value_or(now_));
    if (const auto damage = file_.take_failure()) {
        begin_anew(*damage);
    }
    keep_room();
}

meter::memory journal::memory_of(const std::string& meter) const
{
    const auto found = known_.find(meter);
    return found == known_.end() ? meter::memory{} : found->second;
}

void journal::keep(const std::string& meter, const meter::memory& known, core::publication reading,
                   core::clock::wall_time time)
{
    now_ = std::max(now_, time);
    age_now_ = size() == 0 ? time : std::min(age_now_, time);
    backlog_.readings.push_back(
        {.reading = {.id = ++newest_, .what = std::move(reading)}, .meter = meter, .time = time});
    learn(meter, known);
    flush(durability::power_cut);
}

void journal::remember(const std::string& meter, const meter::memory& known)
{
    if (known_[meter] == known) {
        return;
    }
    learn(meter, known);
    if (where_ != place::unwritable) {
        flush(durability::process);
    }
}

void journal::learn(const std::string& meter, const meter::memory& known)
{
    auto& before = known_[meter];
    auto& change = backlog_.memories[meter];
    change.has_lists =
        change.has_lists || before.values != known.values || before.absences != known.absences;
    change.known = known;
    before = known;
}

const item* journal::next()
{
    if (!has_next()) {
        return nullptr;
    }
    if (page_.empty()) {
        read_ahead();
    }
    if (!page_.empty()) {
        current_ = std::move(page_.front());
        page_.pop_front();
    } else {
        const auto found = std::ranges::find_if(backlog_.readings, [this](const record& each) {
            return each.reading.id > turned_ && !given_.contains(each.reading.id);
        });
        if (found == backlog_.readings.end()) {
            return nullptr;
        }
        current_ = found->reading;
    }
    turned_ = current_.id;
    given_.insert(turned_);
    return &current_;
}

void journal::read_ahead()
{
    for (auto from = turned_; page_.empty();) {
        auto more = page_after(file_, from, page_length);
        if (const auto why = file_.take_failure()) {
            core::log::error("waiting readings cannot be read: {}", why->text);
            is_unreadable_ = true;
            if (why->why == cause::damaged) {
                begin_anew(*why);
            }
            return;
        }
        if (more.empty()) {
            return;
        }
        from = more.back().id;
        std::ranges::copy_if(more, std::back_inserter(page_), [this](const item& each) {
            return !backlog_.acknowledged.contains(each.id) && !given_.contains(each.id);
        });
    }
}

void journal::acknowledged(key id)
{
    if (given_.erase(id) == 0) {
        return;
    }
    if (std::erase_if(backlog_.readings,
                      [id](const record& each) { return each.reading.id == id; }) != 0) {
        return;
    }
    backlog_.acknowledged.insert(id);
    --stored_;
    if (where_ != place::unwritable) {
        flush(durability::process);
    }
}

void journal::rewind()
{
    given_.clear();
    page_.clear();
    turned_ = 0;
    is_unreadable_ = false;
}

void journal::give_again(const std::set<key>& refused)
{
    if (refused.empty()) {
        return;
    }
    std::ranges::for_each(refused, [this](key id) { given_.erase(id); });
    page_.clear();
    turned_ = std::min(turned_, *refused.begin() - 1);
}

void journal::tend(core::clock::wall_time now, core::clock::time_point steady)
{
    now_ = now;
    age_now_ = size() == 0 ? now : age_now_ + (steady - tended_.value_or(steady));
    tended_ = steady;
    is_unreadable_ = false;
    if (!backlog_.is_empty()) {
        flush(durability::power_cut);
    }
    if (where_ == place::unwritable) {
        return;
    }
    std::vector<key> gone;
    const auto why = file_.transact(durability::process, [&] {
        gone = erase_older(file_, age_now_ - configured_.max_age, too_old_at_once);
    });
    if (!why) {
        drop(std::move(gone), "they have waited for longer than [store] max_age");
    }
}

}  // namespace kmp2mqtt::store
