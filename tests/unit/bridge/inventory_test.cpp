// SPDX-License-Identifier: Apache-2.0

#include "bridge/inventory.hpp"

#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

using kmp2mqtt::bridge::inventory;

namespace {

using strings = std::vector<std::string>;

struct bench {
    inventory shelf;

    bench() { shelf.expect({"heating", "water"}); }

    void add(const std::string& identifier, const std::string& meter, const std::string& part = "")
    {
        kmp2mqtt::home::known_document what;
        what.what.topic = identifier + part;
        what.identifier = identifier;
        what.meter = meter;
        shelf.add(std::move(what));
    }

    static strings topics(const std::vector<kmp2mqtt::home::known_document>& of)
    {
        strings all;
        for (const auto& each : of) {
            all.push_back(each.what.topic);
        }
        return all;
    }

    strings ghosts() { return topics(shelf.take_ghosts()); }
};

}  // namespace

TEST_SUITE("bridge/inventory")
{
    TEST_CASE_FIXTURE(bench, "a device claims what there is of it")
    {
        add("kmp_1", "heating");
        add("kmp_2", "water");
        CHECK(topics(shelf.claim("kmp_1")) == strings{"kmp_1"});
        CHECK(shelf.claim("kmp_1").empty());
    }

    TEST_CASE_FIXTURE(bench, "documents of a meter that is configured wait for it")
    {
        add("kmp_1", "heating");
        CHECK(ghosts().empty());
        shelf.announced("water", "kmp_2");
        CHECK(ghosts().empty());
    }

    TEST_CASE_FIXTURE(bench, "a meter that is no longer configured is a ghost")
    {
        add("kmp_3", "garage");
        shelf.announced("heating", "kmp_1");
        SUBCASE("once all others are announced")
        {
            CHECK(ghosts().empty());
            shelf.announced("water", "kmp_2");
        }
        SUBCASE("or known from what the broker keeps")
        {
            add("kmp_2", "water");
        }
        CHECK(ghosts() == strings{"kmp_3"});
        CHECK(ghosts().empty());
    }

    TEST_CASE_FIXTURE(bench, "a meter that was renamed is no ghost")
    {
        add("kmp_1", "boiler");
        add("kmp_2", "water");
        CHECK(ghosts().empty());
        shelf.announced("heating", "kmp_1");
        CHECK(ghosts().empty());
        CHECK(shelf.claim("kmp_1").empty());
    }

    TEST_CASE_FIXTURE(bench, "names that were exchanged make no ghosts")
    {
        add("kmp_1", "water");
        add("kmp_2", "heating");
        std::ignore = shelf.claim("kmp_1");
        shelf.announced("heating", "kmp_1");
        CHECK(ghosts().empty());
        CHECK(topics(shelf.claim("kmp_2")) == strings{"kmp_2"});
    }

    TEST_CASE_FIXTURE(bench, "a meter that was exchanged for another is a ghost")
    {
        add("kmp_1", "heating");
        add("kmp_2", "water");
        shelf.announced("heating", "kmp_9");
        CHECK(ghosts() == strings{"kmp_1"});
    }

    TEST_CASE_FIXTURE(bench, "a meter known by its name alone takes no one's place")
    {
        add("kmp_1", "heating");
        add("kmp_2", "water");
        shelf.announced("heating", "kmp_name_heating");
        CHECK(ghosts().empty());
    }

    TEST_CASE_FIXTURE(bench, "one that tells its number at last takes its own place")
    {
        add("kmp_name_heating", "heating");
        add("kmp_2", "water");
        shelf.announced("heating", "kmp_1");
        CHECK(ghosts() == strings{"kmp_name_heating"});
    }

    TEST_CASE_FIXTURE(bench, "documents that name no meter are of the same as their siblings")
    {
        add("kmp_1", "", "_link_quality");
        add("kmp_1", "heating", "_60");
        add("kmp_2", "water");
        CHECK(ghosts().empty());
        shelf.announced("heating", "kmp_9");
        CHECK(ghosts() == strings{"kmp_1_link_quality", "kmp_1_60"});
    }

    TEST_CASE_FIXTURE(bench, "the bridge under another client id is a ghost")
    {
        add("kmp2mqtt_old", "");
        CHECK(ghosts().empty());
        shelf.announced("", "kmp2mqtt_new");
        CHECK(ghosts() == strings{"kmp2mqtt_old"});
    }
}
