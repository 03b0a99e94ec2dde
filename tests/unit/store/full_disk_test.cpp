// SPDX-License-Identifier: Apache-2.0

#include <string>

#include "journals.hpp"
#include "watched_disk.hpp"

using fake::keep;
using fake::opened;
using fake::rest_of;
using fake::strings;
using kmp2mqtt::store::journal;
using kmp2mqtt::store::place;

namespace {

struct bench : fake::journals {
    fake::watched_disk disk;
    std::string path{*this / "kmp2mqtt.sqlite"};
    int newest{0};

    [[nodiscard]] journal open() const { return opened({.path = path}); }

    /// Readings as large as a meter's.
    void keep_more(journal& store, int count)
    {
        for (int i = 0; i < count; ++i) {
            kmp2mqtt::meter::memory known;
            known.sequence = static_cast<std::uint64_t>(++newest);
            auto payload = std::to_string(newest);
            payload.resize(900, ' ');
            store.keep("heating", known, {.topic = "reading", .payload = payload}, fake::noon);
        }
    }
};

/// The numbers of the oldest and the newest, which hang together.
std::pair<int, int> ends_of(journal& store)
{
    store.rewind();
    std::pair<int, int> ends{0, 0};
    while (const auto* const each = store.next()) {
        const auto number = std::stoi(each->what.payload);
        CHECK((ends.first == 0 || number == ends.second + 1));
        ends = {ends.first == 0 ? number : ends.first, number};
    }
    return ends;
}

}  // namespace

TEST_SUITE("store/full_disk")
{
    TEST_CASE_FIXTURE(bench,
                      "on a full disk the oldest readings go, and the newest stay through it")
    {
        disk.room = 1'500'000;
        {
            auto store = open();
            keep_more(store, 3'000);
            CHECK(store.where() == place::file);
            CHECK(store.dropped() > 1'000);
            CHECK(store.size() + store.dropped() == 3'000);
            CHECK(store.size() > 500);
        }
        auto store = open();
        const auto [oldest, newest_there] = ends_of(store);
        CHECK(newest_there == 3'000);
        CHECK(oldest < 2'500);
        CHECK(store.memory_of("heating").sequence == 3'000);
    }

    TEST_CASE_FIXTURE(bench, "nothing more is dropped when the disk has room again")
    {
        disk.room = 1'500'000;
        auto store = open();
        keep_more(store, 2'000);
        const auto dropped = store.dropped();
        CHECK(dropped > 0);
        disk.room = -1;
        keep_more(store, 2'000);
        CHECK(store.dropped() - dropped < 200);
        CHECK(store.where() == place::file);
    }

    TEST_CASE_FIXTURE(bench, "while the disk takes nothing readings wait in memory, and then on it")
    {
        {
            auto store = open();
            keep_more(store, 3);
            disk.takes_nothing = true;
            keep_more(store, 3);
            CHECK(store.where() == place::unwritable);
            CHECK(store.size() == 6);
            CHECK(ends_of(store) == std::pair{1, 6});
            store.acknowledged(1);
            store.acknowledged(5);
            CHECK(store.size() == 4);
            store.tend(fake::noon, {});
            CHECK(store.where() == place::unwritable);
            disk.takes_nothing = false;
            store.tend(fake::noon, {});
            CHECK(store.where() == place::file);
            CHECK(store.size() == 4);
            CHECK(store.dropped() == 0);
        }
        auto store = open();
        CHECK(store.size() == 4);
        CHECK(store.memory_of("heating").sequence == 6);
        CHECK(rest_of(store).back().substr(0, 2) == "6 ");
    }

    TEST_CASE_FIXTURE(bench, "a disk that comes back is used with the next reading")
    {
        auto store = open();
        disk.takes_nothing = true;
        keep_more(store, 2);
        disk.takes_nothing = false;
        keep_more(store, 1);
        CHECK(store.where() == place::file);
        CHECK(ends_of(store) == std::pair{1, 3});
    }

    TEST_CASE_FIXTURE(bench, "what waits in memory has its bounds too")
    {
        auto store = open();
        disk.takes_nothing = true;
        keep_more(store, static_cast<int>(kmp2mqtt::store::max_unwritten) + 5);
        CHECK(store.size() == kmp2mqtt::store::max_unwritten);
        CHECK(store.dropped() == 5);
        CHECK(ends_of(store).first == 6);
    }
}
