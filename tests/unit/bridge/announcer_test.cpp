// SPDX-License-Identifier: Apache-2.0

#include "bridge/announcer.hpp"

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace std::chrono_literals;
using kmp2mqtt::bridge::announcer;
using kmp2mqtt::core::clock;
using kmp2mqtt::core::publication;

namespace {

kmp2mqtt::home::settings attic()
{
    kmp2mqtt::home::settings home;
    home.client_id = "attic";
    return home;
}

struct bench {
    kmp2mqtt::home::settings home{attic()};
    announcer desk{home};
    clock::time_point now{1h};

    bench() { desk.begin(); }

    void offer(const std::string& device, const std::string& document)
    {
        desk.offer(device, {.documents = {{.topic = device, .payload = document, .retain = true}}});
    }

    /// The document of a device with one entity, which a meter's bridge would publish.
    [[nodiscard]] static publication document(const std::string& serial, const std::string& meter)
    {
        return {.topic = "homeassistant/device/kmp_" + serial + "/config",
                .payload = R"({"device":{"identifiers":["kmp_)" + serial +
                           R"("]},"origin":{"name":"kmp2mqtt"},"availability":[{"topic":)"
                           R"("kmp2mqtt/bridge/state"},{"topic":"kmp2mqtt/)" +
                           meter +
                           R"(/availability"}],"components":{"power":{"platform":)"
                           R"("sensor","unique_id":"kmp_)" +
                           serial + R"(_80"}}})",
                .retain = true};
    }

    /// The same as a document of its own.
    [[nodiscard]] static publication component(const std::string& serial)
    {
        return {.topic = "homeassistant/sensor/kmp_" + serial + "_80/config",
                .payload = R"({"unique_id":"kmp_)" + serial +
                           R"(_80","state_topic":"kmp2mqtt/heating/state","availability":)"
                           R"([{"topic":"kmp2mqtt/bridge/state"}],"device":{"identifiers":["kmp_)" +
                           serial + R"("]},"origin":{"name":"kmp2mqtt"}})",
                .retain = true};
    }

    void keep(announcer& by, const publication& what) const
    {
        by.found(*kmp2mqtt::home::read_document(home, what));
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
using publications = std::vector<publication>;

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

    TEST_CASE_FIXTURE(bench, "nothing is published before it is known what the broker keeps")
    {
        announcer fresh{home};
        fresh.offer("", {.documents = {{.topic = "bridge", .payload = "a", .retain = true}}});
        CHECK(fresh.take(now).empty());
        CHECK_FALSE(fresh.next());
        fresh.begin();
        CHECK(fresh.take(now).size() == 1);
    }

    TEST_CASE_FIXTURE(bench, "a meter that was exchanged goes before the new one comes")
    {
        desk.expect({"heating"});
        const auto before = document("1", "heating");
        const auto after = document("2", "heating");
        desk.offer("heating", {.documents = {before}});
        CHECK(desk.take(now) == publications{before});
        now += 2s;
        desk.offer("heating", {.documents = {after}});
        CHECK(desk.take(now) == publications{kmp2mqtt::home::removal_of(before)});
        CHECK(desk.take(now).empty());
        CHECK(desk.next() == now + 2s);
        now += 2s;
        CHECK(desk.take(now) == publications{after});
    }

    TEST_CASE_FIXTURE(bench, "so does one that was exchanged while the bridge was away")
    {
        announcer fresh{home};
        fresh.expect({"heating"});
        keep(fresh, document("1", "heating"));
        fresh.begin();
        fresh.offer("heating", {.documents = {document("2", "heating")}});
        REQUIRE(fresh.take(now).size() == 1);
        now += 2s;
        CHECK(fresh.take(now) == publications{document("2", "heating")});
    }

    TEST_CASE_FIXTURE(bench, "two heads that are swapped: a document waits until it is taken away")
    {
        desk.expect({"cellar", "attic"});
        desk.offer("cellar", {.documents = {document("1", "cellar")}});
        desk.offer("attic", {.documents = {document("2", "attic")}});
        CHECK(desk.take(now).size() == 2);
        now += 1h;
        desk.offer("cellar", {.documents = {document("2", "cellar")}});
        CHECK(desk.take(now) == publications{kmp2mqtt::home::removal_of(document("1", "cellar"))});
        now += 500ms;
        desk.offer("attic", {.documents = {document("1", "attic")}});
        CHECK(desk.take(now).empty());
        CHECK(desk.next() == now + 1500ms);
        now += 1500ms;
        CHECK(desk.take(now) == publications{document("2", "cellar"), document("1", "attic")});
        CHECK_FALSE(desk.next());
    }

    TEST_CASE_FIXTURE(bench, "two heads that are swapped: what has a new owner is not taken away")
    {
        desk.expect({"cellar", "attic"});
        desk.offer("cellar", {.documents = {document("1", "cellar")}});
        desk.offer("attic", {.documents = {document("2", "attic")}});
        CHECK(desk.take(now).size() == 2);
        desk.offer("cellar", {.documents = {document("2", "cellar")}});
        desk.offer("attic", {.documents = {document("1", "attic")}});
        CHECK(desk.take(now).empty());
        now += 2s;
        CHECK(desk.take(now) == publications{document("2", "cellar"), document("1", "attic")});
        CHECK_FALSE(desk.next());
    }

    TEST_CASE_FIXTURE(bench, "another style: migration, the new documents, removal, with pauses")
    {
        announcer fresh{home};
        fresh.expect({"heating"});
        keep(fresh, component("1"));
        fresh.begin();
        fresh.offer("heating", {.documents = {document("1", "heating")}});
        const auto migration = fresh.take(now);
        REQUIRE(migration.size() == 1);
        CHECK(migration[0].topic == component("1").topic);
        CHECK_FALSE(migration[0].retain);
        now += 2s;
        CHECK(fresh.take(now) == publications{document("1", "heating")});
        CHECK(fresh.take(now).empty());
        now += 2s;
        CHECK(fresh.take(now) == publications{kmp2mqtt::home::removal_of(component("1"))});
        CHECK_FALSE(fresh.next());
    }

    TEST_CASE_FIXTURE(bench, "ghosts go at fifty a second")
    {
        announcer fresh{home};
        fresh.expect({"heating"});
        for (int serial = 100; serial < 150; ++serial) {
            keep(fresh, document(std::to_string(serial), "garage"));
        }
        fresh.begin();
        fresh.offer("heating", {.documents = {document("1", "heating")}});
        CHECK(fresh.take(now).size() == 2);  // its own, and the first ghost's
        std::size_t removed = 1;
        while (const auto next = fresh.next()) {
            now = *next;
            removed += fresh.take(now).size();
        }
        CHECK(removed == 53);  // with what the broker keeps of the garage
        CHECK(now == clock::time_point{1h} + 2s);
    }

    TEST_CASE_FIXTURE(bench, "what the broker keeps under a name that no meter has any more goes")
    {
        std::string was;
        SUBCASE("of a meter that was removed")
        {
            was = "2";
        }
        SUBCASE("of a meter that has another name now")
        {
            was = "1";
        }
        announcer fresh{home};
        fresh.expect({"heating"});
        keep(fresh, document(was, "garage"));
        fresh.begin();
        fresh.offer("heating", {.documents = {document("1", "heating")}});
        std::set<std::string> gone;
        for (int steps = 0; steps < 10; ++steps, now += 2s) {
            for (const auto& each : fresh.take(now)) {
                if (each.payload.empty() && each.retain) {
                    gone.insert(each.topic);
                }
            }
        }
        gone.erase("homeassistant/device/kmp_2/config");
        CHECK(gone == std::set<std::string>{"kmp2mqtt/garage/availability", "kmp2mqtt/garage/info",
                                            "kmp2mqtt/garage/state"});
    }

    TEST_CASE_FIXTURE(bench, "a document of our own that comes back changes nothing")
    {
        announcer fresh{home};
        fresh.expect({"heating"});
        keep(fresh, document("1", "heating"));
        fresh.begin();
        fresh.offer("heating", {.documents = {document("1", "heating")}});
        CHECK(fresh.take(now) == publications{document("1", "heating")});
        CHECK_FALSE(fresh.next());
    }
}
