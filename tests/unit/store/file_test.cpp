// SPDX-License-Identifier: Apache-2.0

#include "store/file.hpp"

#include <cstdlib>
#include <fstream>
#include <string>
#include <sys/stat.h>
#include <sys/wait.h>

#include "file_bench.hpp"
#include "store/schema.hpp"

using namespace std::chrono_literals;
using namespace std::string_literals;
namespace fs = std::filesystem;
using bench = fake::file_bench;
using fake::keep;
using fake::opened;
using fake::rest_of;
using fake::strings;
using kmp2mqtt::store::cause;
using kmp2mqtt::store::journal;
using kmp2mqtt::store::place;

TEST_SUITE("store/file")
{
    TEST_CASE_FIXTURE(bench, "what was not acknowledged is there after a restart, in order")
    {
        {
            auto store = open();
            CHECK(store.where() == place::file);
            for (int i = 1; i <= 3; ++i) {
                keep(store, i);
            }
            store.acknowledged(store.next()->id);
        }
        auto store = open();
        CHECK(store.size() == 2);
        CHECK(rest_of(store) == strings{"2", "3"});
        keep(store, 4);
        CHECK(rest_of(store) == strings{"4"});
    }

    TEST_CASE_FIXTURE(bench, "a start with a wrong clock drops no reading")
    {
        constexpr auto years = 24h * 3650;
        for (const auto wrong_by : {0h, years, -years}) {
            auto store = opened({.path = path}, fake::noon + wrong_by);
            keep(store, 1, fake::noon + wrong_by);
            store.tend(fake::noon + wrong_by, {});
        }
        auto store = opened({.path = path}, fake::noon + years);
        store.tend(fake::noon + years, {});
        CHECK(store.size() == 3);
    }

    TEST_CASE_FIXTURE(bench, "what is known of meters is there after a restart")
    {
        using kmp2mqtt::meter::memory;
        const auto number = [](const char* text) { return *kmp::decimal::from_text(text); };
        memory heating{.serial = "71234567",
                       .sequence = 1'000'000,
                       .values = {{.value = {.id = kmp::register_id{60},
                                             .unit = kmp::unit::mwh,
                                             .value = number("145.960")},
                                   .at = fake::noon},
                                  {.value = {.id = kmp::register_id{68},
                                             .unit = kmp::unit::m3,
                                             .value = number("-12").shifted(3)},
                                   .at = fake::noon - 1ms}},
                       .absences = {{.id = kmp::register_id{88}, .times = 7, .asked = fake::noon}},
                       .spending = {.day = std::chrono::local_days{std::chrono::days{20'000}},
                                    .telegrams = 31},
                       .poll_interval = 15min,
                       .configured_interval = 1h};
        const memory water{.serial = {},
                           .sequence = 2,
                           .values = {},
                           .absences = {},
                           .spending = {},
                           .poll_interval = {},
                           .configured_interval = {}};
        {
            auto store = open();
            store.remember("water", water);
            store.keep("heating", heating, {.topic = "t", .payload = "p"}, fake::noon);
        }
        {
            auto store = open();
            CHECK(store.memory_of("heating") == heating);
            CHECK(store.memory_of("water") == water);
            heating.values.pop_back();
            heating.absences.clear();
            store.remember("heating", heating);
        }
        CHECK(open().memory_of("heating") == heating);
    }

    TEST_CASE_FIXTURE(bench, "of a value that is no number the unit is remembered")
    {
        kmp2mqtt::meter::memory known;
        const kmp::measurement text{
            .id = kmp::register_id{1002}, .unit = kmp::unit::clock, .value = kmp::clock_time{5s}};
        known.values = {{.value = text, .at = fake::noon}};
        {
            auto store = open();
            store.remember("heating", known);
        }
        const auto found = open().memory_of("heating").values;
        REQUIRE(found.size() == 1);
        CHECK(found[0].value.unit == kmp::unit::clock);
        CHECK(found[0].value.value == kmp::value{kmp::no_value{}});
    }

    TEST_CASE_FIXTURE(
        bench, "of a value that somebody made larger than any meter says it nothing is known")
    {
        kmp2mqtt::meter::memory known;
        const kmp::measurement energy{.id = kmp::register_id{60},
                                      .unit = kmp::unit::mwh,
                                      .value = *kmp::decimal::from_text("145.960")};
        known.values = {{.value = energy, .at = fake::noon}};
        {
            auto store = open();
            store.remember("heating", known);
        }
        for (const auto* const exponent : {"2000000000", "-2000000000", "4294967295"}) {
            change("UPDATE value SET exponent = "s + exponent);
            const auto found = open().memory_of("heating").values;
            REQUIRE(found.size() == 1);
            CHECK(found[0].value.value == kmp::value{kmp::no_value{}});
        }
    }

    TEST_CASE_FIXTURE(bench, "only its owner can read the file, whatever the umask")
    {
        const auto before = ::umask(0);
        auto store = open();
        keep(store, 1);
        ::umask(before);
        for (const auto* const name : {"kmp2mqtt.sqlite", "kmp2mqtt.sqlite-wal"}) {
            CHECK(fs::status(*this / name).permissions() ==
                  (fs::perms::owner_read | fs::perms::owner_write));
        }
    }

    TEST_CASE_FIXTURE(bench, "a damaged file is moved aside with its time, and a new one begun")
    {
        std::streamoff from = 0;
        std::size_t size = 0;
        SUBCASE("at its beginning")
        {
            from = 16;
            size = 84;
        }
        SUBCASE("everywhere")
        {
            from = 16;
            size = 100'000;
        }
        SUBCASE("in its tables")
        {
            from = 4096;
            size = 5 * 4096;
        }
        {
            auto store = open();
            for (int i = 0; i < 100; ++i) {
                keep(store, i);
            }
        }
        damage(from, size);
        auto store = open();
        CHECK(store.where() == place::file);
        CHECK(store.size() == 0);
        CHECK(count("kmp2mqtt.sqlite.damaged-20241004T120000Z") == 1);
        keep(store, 1);
        CHECK(rest_of(store) == strings{"1"});
    }

    TEST_CASE_FIXTURE(bench, "damage that is noticed later costs what waited, not what is known")
    {
        {
            auto store = open();
            kmp2mqtt::meter::memory known;
            for (known.sequence = 1; known.sequence <= 1'000; ++known.sequence) {
                store.keep("heating", known, {.topic = "t", .payload = std::string(900, 'x')},
                           fake::noon);
            }
            damage(0, fs::file_size(path));
            fs::resize_file(path + "-wal", 0);
            while (store.next() != nullptr) {
            }
            CHECK(store.where() == place::file);
            CHECK(store.dropped() == 1'000);
            CHECK(store.size() == 0);
            CHECK(count("kmp2mqtt.sqlite.damaged") >= 1);
            keep(store, 1'001);
        }
        auto store = open();
        CHECK(store.memory_of("heating").sequence == 1'001);
        CHECK(rest_of(store) == strings{"1001"});
    }

    TEST_CASE_FIXTURE(bench, "an empty file is a new one")
    {
        std::ofstream{path};
        auto store = open();
        keep(store, 1);
        CHECK(store.where() == place::file);
        CHECK(count("kmp2mqtt.sqlite.damaged") == 0);
    }
}
