// SPDX-License-Identifier: Apache-2.0

#include "bridge/reading_pump.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "conversation_bench.hpp"

using namespace std::chrono_literals;
using strings = std::vector<std::string>;

namespace {

struct bench : fake::conversation_bench {
    kmp2mqtt::bridge::outlet other{talk.make_outlet("water")};

    void read_other(const std::string& what)
    {
        other.keep({}, {}, {.topic = "kmp2mqtt/water/reading", .payload = what});
        time.run_for(io, 0s);
    }

    void connect_to_a_silent_broker()
    {
        connect(1s);
        broker.acknowledges = false;
        broker.published.clear();
    }
};

}  // namespace

TEST_SUITE("bridge/reading_pump")
{
    TEST_CASE_FIXTURE(bench, "a reading that the broker refuses waits, and goes out when it may")
    {
        broker.forbidden = {"kmp2mqtt/heating/reading"};
        connect();
        read("first");
        CHECK(readings() == strings{"first"});
        CHECK(kept.size() == 1);
        broker.forbidden.clear();
        time.run_for(io, 59s);
        CHECK(readings().size() == 1);
        time.run_for(io, 1s);
        CHECK(readings() == strings{"first", "first"});
        CHECK(kept.size() == 0);
        CHECK(kept.dropped() == 0);
    }

    TEST_CASE_FIXTURE(bench, "readings of a refused topic are not tried one by one")
    {
        broker.forbidden = {"kmp2mqtt/heating/reading"};
        connect();
        for (int i = 0; i < 100; ++i) {
            read(std::to_string(i));
            time.run_for(io, 100ms);
        }
        CHECK(readings() == strings{"0"});
        CHECK(kept.size() == 100);
        time.run_for(io, 60s);
        CHECK(readings() == strings{"0", "0"});
        broker.forbidden.clear();
        time.run_for(io, 63s);
        REQUIRE(readings().size() == 102);
        CHECK(readings()[2] == "0");
        CHECK(readings()[101] == "99");
        CHECK(kept.size() == 0);
    }

    TEST_CASE_FIXTURE(bench, "a refused topic does not hold back the readings of other meters")
    {
        broker.forbidden = {"kmp2mqtt/heating/reading"};
        for (int i = 0; i < 1000; ++i) {
            read("refused");
        }
        read_other("taken");
        connect(1s);
        CHECK(broker.payloads("kmp2mqtt/water/reading") == strings{"taken"});
        read_other("taken too");
        time.run_for(io, 100ms);
        CHECK(broker.payloads("kmp2mqtt/water/reading") == strings{"taken", "taken too"});
        CHECK(kept.size() == 1000);
    }

    TEST_CASE_FIXTURE(bench, "what is on its way when a refused topic is tried again goes once")
    {
        connect_to_a_silent_broker();
        read("refused");
        broker.refuse(broker.published.back().id);
        time.run_for(io, 59s + 500ms);
        read_other("under way");
        const auto under_way = broker.published.back().id;
        time.run_for(io, 1s);
        CHECK(readings() == strings{"refused", "refused"});
        broker.acknowledge(under_way);
        time.run_for(io, 1s);
        CHECK(broker.payloads("kmp2mqtt/water/reading") == strings{"under way"});
        CHECK(kept.size() == 1);
    }

    TEST_CASE_FIXTURE(bench, "a new connection tries refused topics at once")
    {
        broker.forbidden = {"kmp2mqtt/heating/reading"};
        connect();
        read("first");
        broker.lose();
        broker.forbidden.clear();
        time.run_for(io, 2s);
        connect();
        CHECK(readings() == strings{"first", "first"});
        CHECK(kept.size() == 0);
    }

    TEST_CASE_FIXTURE(bench, "a slow broker has at most sixteen publications before what is newer")
    {
        connect_to_a_silent_broker();
        for (int i = 0; i < 100; ++i) {
            read(std::to_string(i));
        }
        time.run_for(io, 10s);
        CHECK(broker.pending() <= 17);  // one of them is the health
        CHECK(readings().size() <= 16);
        const auto before = readings().size();
        broker.acknowledge_all();
        time.run_for(io, 19ms);
        CHECK(readings().size() == before + 1);
        time.run_for(io, 10s);
        CHECK(readings().size() <= before + 16);
    }
}
