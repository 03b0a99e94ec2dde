// SPDX-License-Identifier: Apache-2.0

#include "store/waiting_readings.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

using kmp2mqtt::core::publication;
using kmp2mqtt::store::waiting_readings;

namespace {

publication reading(int number)
{
    return {.topic = "kmp2mqtt/heating/reading", .payload = std::to_string(number)};
}

/// The payloads that next() gives until there is none.
std::vector<std::string> rest_of(waiting_readings& store)
{
    std::vector<std::string> all;
    while (const auto* item = store.next()) {
        all.push_back(item->what.payload);
    }
    return all;
}

}  // namespace

TEST_SUITE("store/waiting_readings")
{
    TEST_CASE("readings come out oldest first, each once")
    {
        waiting_readings store{10};
        CHECK(store.next() == nullptr);
        store.add(reading(1));
        store.add(reading(2));
        CHECK(rest_of(store) == std::vector<std::string>{"1", "2"});
        store.add(reading(3));
        CHECK(rest_of(store) == std::vector<std::string>{"3"});
        CHECK(store.size() == 3);
    }

    TEST_CASE("a new connection gets all that was not acknowledged, and nothing else")
    {
        waiting_readings store{10};
        for (int i = 1; i <= 4; ++i) {
            store.add(reading(i));
        }
        const auto first = store.next()->id;
        CHECK(store.next() != nullptr);
        const auto third = store.next()->id;
        store.acknowledged(third);
        store.acknowledged(first);
        CHECK(rest_of(store) == std::vector<std::string>{"4"});
        store.rewind();
        CHECK(rest_of(store) == std::vector<std::string>{"2", "4"});
    }

    TEST_CASE("an acknowledgement of what is not there changes nothing")
    {
        waiting_readings store{2};
        store.add(reading(1));
        const auto gone = store.next()->id;
        store.add(reading(2));
        store.add(reading(3));
        store.acknowledged(gone);
        store.acknowledged(0);
        store.acknowledged(99);
        CHECK(store.size() == 2);
        CHECK(rest_of(store) == std::vector<std::string>{"2", "3"});
    }

    TEST_CASE("a full store drops its oldest reading and counts it")
    {
        waiting_readings store{3};
        for (int i = 1; i <= 3; ++i) {
            CHECK(store.add(reading(i)) == 0);
        }
        CHECK(store.add(reading(4)) == 1);
        CHECK(store.size() == 3);
        CHECK(store.dropped() == 1);
        CHECK(rest_of(store) == std::vector<std::string>{"2", "3", "4"});
    }

    TEST_CASE("dropping a reading that was given does not skip the next one")
    {
        waiting_readings store{3};
        for (int i = 1; i <= 3; ++i) {
            store.add(reading(i));
        }
        CHECK(store.next() != nullptr);
        store.add(reading(4));
        CHECK(rest_of(store) == std::vector<std::string>{"2", "3", "4"});
    }

    TEST_CASE("a store without room keeps nothing")
    {
        waiting_readings store{0};
        CHECK(store.add(reading(1)) == 1);
        CHECK(store.next() == nullptr);
        CHECK(store.dropped() == 1);
    }

    TEST_CASE("ten thousand readings leave in the order they came")
    {
        waiting_readings store{10'000};
        for (int i = 0; i < 10'000; ++i) {
            store.add(reading(i));
        }
        int expected = 0;
        while (const auto* item = store.next()) {
            CHECK(item->what.payload == std::to_string(expected++));
            store.acknowledged(item->id);
        }
        CHECK(expected == 10'000);
        CHECK(store.size() == 0);
    }
}
