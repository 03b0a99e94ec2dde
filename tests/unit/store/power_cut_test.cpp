// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "journals.hpp"
#include "watched_disk.hpp"

using namespace std::chrono_literals;
using fake::keep;
using fake::noon;
using fake::opened;
using fake::rest_of;
using fake::watched_disk;
namespace fs = std::filesystem;

namespace {

/// A life of a journal: after so many steps of the disk so many readings were kept, and those up to
/// a number acknowledged.
struct moment {
    std::size_t steps;
    int kept;
    int acknowledged;
};

constexpr int readings = 120;

/// Keeps readings with acknowledgements among them, as a bridge does whose broker comes and goes.
std::vector<moment> live(watched_disk& disk, const std::string& path, std::mt19937& chance)
{
    std::vector<moment> all{{.steps = 0, .kept = 0, .acknowledged = 0}};
    auto store = opened({.path = path});
    all.push_back({.steps = disk.steps.size(), .kept = 0, .acknowledged = 0});
    int acknowledged = 0;
    std::uniform_int_distribution<int> die{1, 6};
    for (int kept = 1; kept <= readings; ++kept) {
        keep(store, kept);
        all.push_back({.steps = disk.steps.size(), .kept = kept, .acknowledged = acknowledged});
        for (int i = die(chance); i < 3; ++i) {
            if (const auto* const given = store.next()) {
                store.acknowledged(given->id);
                ++acknowledged;
            }
        }
        all.push_back({.steps = disk.steps.size(), .kept = kept, .acknowledged = acknowledged});
    }
    return all;
}

/// The numbers of all that waits, and no gap among them.
std::vector<int> waiting(kmp2mqtt::store::journal& store)
{
    std::vector<int> all;
    for (const auto& each : rest_of(store)) {
        all.push_back(std::stoi(each));
    }
    for (std::size_t i = 1; i < all.size(); ++i) {
        CHECK(all[i] == all[i - 1] + 1);
    }
    return all;
}

}  // namespace

TEST_SUITE("store/power_cut")
{
    TEST_CASE_FIXTURE(fake::journals, "a power cut at any moment loses no reading that was kept")
    {
        constexpr int cuts = 200;
        std::mt19937 chance{20261125};
        watched_disk disk;
        const auto moments = live(disk, *this / "kmp2mqtt.sqlite", chance);
        std::uniform_int_distribution<std::size_t> any{0, disk.steps.size()};
        int with_readings = 0;
        for (int cut = 0; cut < cuts; ++cut) {
            const auto at = any(chance);
            CAPTURE(cut);
            CAPTURE(at);
            const auto after = *this / std::to_string(cut);
            fs::create_directory(after);
            disk.cut_after(at, chance, after);
            const auto next = std::ranges::upper_bound(moments, at, {}, &moment::steps);
            const auto& before = *std::prev(next);

            auto store = opened({.path = after / "kmp2mqtt.sqlite"});
            CHECK(store.where() == kmp2mqtt::store::place::file);
            const auto there = waiting(store);
            const auto known = static_cast<int>(store.memory_of("heating").sequence);
            CHECK(known >= before.kept);
            CHECK(known <= before.kept + 1);
            if (before.acknowledged < before.kept) {
                REQUIRE_FALSE(there.empty());
                ++with_readings;
                CHECK(there.front() <= before.acknowledged + 1);
                CHECK(there.back() == known);
            }
            fs::remove_all(after);
        }
        CHECK(with_readings > cuts / 2);
        for (const auto& each : fs::directory_iterator{*this / ""}) {
            CHECK(each.path().string().find("damaged") == std::string::npos);
        }
    }

    TEST_CASE_FIXTURE(fake::journals,
                      "a reading costs one wait for the disk, an acknowledgement none")
    {
        watched_disk disk;
        auto store = opened({.path = *this / "kmp2mqtt.sqlite"});
        const auto syncs = [&disk] {
            return std::ranges::count(disk.steps, watched_disk::step::kind::sync,
                                      &watched_disk::step::what);
        };
        keep(store, 1);
        const auto before = syncs();
        keep(store, 2);
        CHECK(syncs() == before + 1);
        store.acknowledged(store.next()->id);
        store.remember("heating", {});
        CHECK(syncs() == before + 1);
    }
}
