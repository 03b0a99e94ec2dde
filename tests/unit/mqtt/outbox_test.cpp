// SPDX-License-Identifier: Apache-2.0

#include "mqtt/outbox.hpp"

#include <chrono>
#include <string>
#include <vector>

#include <doctest/doctest.h>

using kmp2mqtt::mqtt::outbox;
using kmp2mqtt::mqtt::publication_id;
using namespace std::chrono_literals;

namespace {

const outbox::time_point start{};

void fill(outbox& box, int count)
{
    for (int i = 0; i < count; ++i) {
        box.add({.topic = "t", .payload = std::to_string(i)});
    }
}

/// Puts on the wire what may go there.
std::vector<outbox::item> sent(outbox& box, outbox::time_point now = start)
{
    std::vector<outbox::item> all;
    while (auto item = box.next(now)) {
        all.push_back(*item);
    }
    return all;
}

}  // namespace

TEST_SUITE("mqtt/outbox")
{
    TEST_CASE("publications go on the wire in order, at most sixteen of them")
    {
        outbox box;
        fill(box, 20);
        const auto first = sent(box);
        REQUIRE(first.size() == 16);
        for (std::size_t i = 0; i < first.size(); ++i) {
            CHECK(first[i].what.payload == std::to_string(i));
        }
        CHECK(box.pending() == 20);
    }

    TEST_CASE("an acknowledgement makes room for one, in whatever order they come")
    {
        outbox box;
        fill(box, 20);
        const auto first = sent(box);
        CHECK(box.acknowledged(first[5].id, start));
        const auto next = sent(box);
        REQUIRE(next.size() == 1);
        CHECK(next[0].what.payload == "16");
        CHECK(box.pending() == 19);
    }

    TEST_CASE("only what is on the wire can be acknowledged, and once")
    {
        outbox box;
        const auto waiting = box.add({.topic = "t", .payload = "x"});
        CHECK_FALSE(box.acknowledged(waiting, start));
        sent(box);
        CHECK(box.acknowledged(waiting, start));
        CHECK_FALSE(box.acknowledged(waiting, start));
        CHECK_FALSE(box.acknowledged(99, start));
        CHECK(box.pending() == 0);
    }

    TEST_CASE("ids are never 0 and never used twice, also after a loss")
    {
        outbox box;
        const publication_id before = box.add({.topic = "t", .payload = "x"});
        sent(box);
        box.clear();
        CHECK(box.pending() == 0);
        CHECK(before != 0);
        CHECK(box.add({.topic = "t", .payload = "y"}) > before);
        CHECK_FALSE(box.acknowledged(before, start));
    }

    TEST_CASE("it is stuck when something is on the wire and a minute brings no acknowledgement")
    {
        outbox box;
        CHECK_FALSE(box.is_stuck(start + 1h));
        fill(box, 2);
        CHECK_FALSE(box.is_stuck(start + 1h));
        const auto items = sent(box, start + 1h);
        CHECK_FALSE(box.is_stuck(start + 1h + 59s));
        CHECK(box.is_stuck(start + 1h + 60s));
        CHECK(box.acknowledged(items[0].id, start + 1h + 50s));
        CHECK_FALSE(box.is_stuck(start + 1h + 109s));
        CHECK(box.is_stuck(start + 1h + 110s));
        CHECK(box.acknowledged(items[1].id, start + 2h));
        CHECK_FALSE(box.is_stuck(start + 9h));
    }
}
