// SPDX-License-Identifier: Apache-2.0

#include "store/journal.hpp"

#include <string>

#include "journals.hpp"

using namespace std::chrono_literals;
using fake::keep;
using fake::noon;
using fake::opened;
using fake::rest_of;
using fake::strings;
using kmp2mqtt::store::journal;
using kmp2mqtt::store::place;

namespace {

/// In memory, for so many readings.
journal of_size(std::size_t most)
{
    return opened({.path = {}, .max_readings = most});
}

constexpr auto years = 24h * 3650;

/// So long after the start; the clock of the day may be wrong.
void tend(journal& store, std::chrono::hours later, std::chrono::hours wrong_by = {})
{
    const kmp2mqtt::core::clock::time_point start{1000h};
    store.tend(noon + later + wrong_by, start + later);
}

}  // namespace

TEST_SUITE("store/journal")
{
    TEST_CASE("readings come out oldest first, each once")
    {
        auto store = of_size(10);
        CHECK(store.where() == place::memory);
        CHECK(store.next() == nullptr);
        keep(store, 1);
        keep(store, 2);
        CHECK(rest_of(store) == strings{"1", "2"});
        keep(store, 3);
        CHECK(store.has_next());
        CHECK(rest_of(store) == strings{"3"});
        CHECK_FALSE(store.has_next());
        CHECK(store.size() == 3);
    }

    TEST_CASE("a reading comes out as it went in")
    {
        auto store = of_size(10);
        const kmp2mqtt::core::publication what{.topic = "a/ü", .payload = "{\"°\":1}"};
        store.keep("heating", {}, what, noon);
        CHECK(store.next()->what == what);
    }

    TEST_CASE("a new connection gets all that was not acknowledged, and nothing else")
    {
        auto store = of_size(10);
        for (int i = 1; i <= 4; ++i) {
            keep(store, i);
        }
        const auto first = store.next()->id;
        CHECK(store.next() != nullptr);
        const auto third = store.next()->id;
        store.acknowledged(third);
        store.acknowledged(first);
        CHECK(rest_of(store) == strings{"4"});
        store.rewind();
        CHECK(rest_of(store) == strings{"2", "4"});
    }

    TEST_CASE("what the broker refused is given again in its place, and nothing else")
    {
        auto store = of_size(200);
        for (int i = 1; i <= 4; ++i) {
            keep(store, i);
        }
        CHECK(store.next() != nullptr);
        const auto second = store.next()->id;
        const auto third = store.next()->id;
        store.give_again({second, third});
        CHECK(rest_of(store) == strings{"2", "3", "4"});
        CHECK_FALSE(store.has_next());
        store.give_again({});
        store.give_again({99});
        CHECK_FALSE(store.has_next());
        store.acknowledged(second);
        CHECK(store.size() == 3);
    }

    TEST_CASE("an acknowledgement of what is not there changes nothing")
    {
        auto store = of_size(2);
        keep(store, 1);
        const auto gone = store.next()->id;
        keep(store, 2);
        keep(store, 3);
        store.acknowledged(gone);
        store.acknowledged(0);
        store.acknowledged(99);
        CHECK(store.size() == 2);
        CHECK(rest_of(store) == strings{"2", "3"});
    }

    TEST_CASE("an acknowledged reading's number is not given to a newer one")
    {
        auto store = of_size(10);
        keep(store, 1);
        const auto first = store.next()->id;
        store.acknowledged(first);
        keep(store, 2);
        CHECK(store.next()->id != first);
    }

    TEST_CASE("a full store drops its oldest reading and counts it")
    {
        auto store = of_size(3);
        for (int i = 1; i <= 4; ++i) {
            keep(store, i);
        }
        CHECK(store.size() == 3);
        CHECK(store.dropped() == 1);
        CHECK(rest_of(store) == strings{"2", "3", "4"});
    }

    TEST_CASE("dropping a reading that was given does not skip the next one")
    {
        auto store = of_size(3);
        for (int i = 1; i <= 3; ++i) {
            keep(store, i);
        }
        CHECK(store.next() != nullptr);
        keep(store, 4);
        CHECK(rest_of(store) == strings{"2", "3", "4"});
    }

    TEST_CASE("dropping a reading that was read ahead does not give it")
    {
        auto store = of_size(4);
        for (int i = 1; i <= 4; ++i) {
            keep(store, i);
        }
        CHECK(store.next() != nullptr);
        for (int i = 5; i <= 7; ++i) {
            keep(store, i);
        }
        CHECK(rest_of(store) == strings{"4", "5", "6", "7"});
        CHECK_FALSE(store.has_next());
    }

    TEST_CASE("readings that have waited too long are dropped and counted")
    {
        auto store = opened({.path = {}, .max_age = 24h});
        keep(store, 1, noon);
        tend(store, 0h);
        keep(store, 2, noon + 2h);
        tend(store, 24h);
        CHECK(store.size() == 2);
        tend(store, 25h);
        CHECK(store.dropped() == 1);
        CHECK(rest_of(store) == strings{"2"});
    }

    TEST_CASE("a clock that leaps drops no reading")
    {
        auto store = opened({.path = {}, .max_age = 24h});
        keep(store, 1, noon);
        tend(store, 0h);
        tend(store, 1h, years);
        CHECK(store.size() == 1);
        keep(store, 2, noon + years);
        tend(store, 2h, years);
        tend(store, 3h);
        keep(store, 3, noon - years);
        tend(store, 4h, -years);
        CHECK(store.size() == 3);
        tend(store, 26h);
        CHECK(store.size() == 3);
        CHECK(store.dropped() == 0);
    }

    TEST_CASE("when nothing waits any more, age is counted by the clock as it is now")
    {
        auto store = opened({.path = {}, .max_age = 24h});
        keep(store, 1, noon - years);
        tend(store, 0h);
        store.acknowledged(store.next()->id);
        keep(store, 2, noon);
        tend(store, 25h);
        CHECK(store.dropped() == 1);
    }

    TEST_CASE("thousands of readings leave in the order they came")
    {
        auto store = of_size(10'000);
        for (int i = 0; i < 3'000; ++i) {
            keep(store, i);
        }
        int expected = 0;
        while (const auto* item = store.next()) {
            CHECK(item->what.payload == std::to_string(expected++));
            store.acknowledged(item->id);
        }
        CHECK(expected == 3'000);
        CHECK(store.size() == 0);
    }

    TEST_CASE("of a meter that was never heard of nothing is known")
    {
        CHECK(of_size(1).memory_of("heating") == kmp2mqtt::meter::memory{});
    }
}
