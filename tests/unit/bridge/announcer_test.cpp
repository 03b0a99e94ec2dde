// SPDX-License-Identifier: Apache-2.0

#include "bridge/announcer.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace std::chrono_literals;
using kmp2mqtt::bridge::announcer;
using kmp2mqtt::core::clock;
using kmp2mqtt::core::publication;

namespace {

struct bench {
    announcer desk;
    clock::time_point now{1h};

    void offer(const std::string& device, const std::string& document)
    {
        desk.offer(device, {{.topic = device, .payload = document, .retain = true}});
    }

    std::vector<std::string> taken()
    {
        std::vector<std::string> payloads;
        for (const auto& each : desk.take(now)) {
            payloads.push_back(each.payload);
        }
        return payloads;
    }
};

using strings = std::vector<std::string>;

}  // namespace

TEST_SUITE("bridge/announcer")
{
    TEST_CASE_FIXTURE(bench, "documents are published once, in the order of their devices")
    {
        offer("bridge", "a");
        offer("meter", "b");
        CHECK(taken() == strings{"a", "b"});
        CHECK(taken().empty());
        CHECK_FALSE(desk.next());
    }

    TEST_CASE_FIXTURE(bench, "a document that did not change is not published again")
    {
        offer("meter", "a");
        CHECK(taken() == strings{"a"});
        now += 10s;
        offer("meter", "a");
        CHECK(taken().empty());
    }

    TEST_CASE_FIXTURE(bench, "a change waits until two seconds after the document before")
    {
        offer("meter", "a");
        CHECK(taken() == strings{"a"});
        offer("meter", "b");
        CHECK(taken().empty());
        CHECK(desk.next() == now + 2s);
        offer("meter", "c");
        now += 2s;
        CHECK(taken() == strings{"c"});
    }

    TEST_CASE_FIXTURE(bench, "one device does not wait for another")
    {
        offer("meter", "a");
        CHECK(taken() == strings{"a"});
        offer("other", "b");
        CHECK(taken() == strings{"b"});
    }

    TEST_CASE_FIXTURE(bench, "everything is published again when asked, after the pause")
    {
        offer("bridge", "a");
        offer("meter", "b");
        CHECK(taken().size() == 2);
        desk.repeat();
        CHECK(taken().empty());
        CHECK(desk.free_at() == now + 2s);
        now = desk.free_at();
        CHECK(taken() == strings{"a", "b"});
    }
}
