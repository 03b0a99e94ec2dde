// SPDX-License-Identifier: Apache-2.0

#include "home/topics.hpp"

#include <string>
#include <string_view>

#include <doctest/doctest.h>

using namespace kmp2mqtt;

namespace {

home::settings nested()
{
    home::settings home;
    home.base_topic = "house/kmp";
    return home;
}

bool is_allowed(std::string_view topic)
{
    return home::is_allowed_response_topic(nested(), "heating", topic);
}

}  // namespace

TEST_SUITE("home/topics")
{
    TEST_CASE("topics begin with the base topic")
    {
        CHECK(home::bridge_topic(nested(), "state") == "house/kmp/bridge/state");
        CHECK(home::meter_topic(nested(), "heating", "get") == "house/kmp/heating/get");
    }

    TEST_CASE("an answer may go wherever nobody else publishes")
    {
        for (const auto* const topic :
             {"answers/1", "house/kmp/heating/response", "house/kmp/heating/response/node-red",
              "house/kmp2/heating/state", "house", "homeassistant2/x", "Köln/€", "a\"b\\c", "/",
              "a/$b"}) {
            CAPTURE(topic);
            CHECK(is_allowed(topic));
        }
        CHECK(is_allowed(std::string(256, 'x')));
    }

    TEST_CASE("an answer goes to no topic of ours, of Home Assistant or of the broker")
    {
        for (const auto* const topic :
             {"", "#", "a/+/b", "a#", "$SYS/x", "$share", "homeassistant",
              "homeassistant/device/x/config", "house/kmp", "house/kmp/", "house/kmp/heating/state",
              "house/kmp/bridge/state", "house/kmp/water/response",
              "house/kmp/heating/responses"}) {
            CAPTURE(topic);
            CHECK(!is_allowed(topic));
        }
        CHECK(!is_allowed(std::string(257, 'x')));
    }

    TEST_CASE("an answer goes to no topic that MQTT forbids")
    {
        CHECK(!is_allowed(std::string_view{"a\0b", 3}));
        for (const auto* const topic :
             {"a\nb", "\x7F", "\xC2\x85", "\xFF", "\xC0\x80", "\xED\xA0\x80", "cut\xE2\x82"}) {
            CHECK(!is_allowed(topic));
        }
    }
}
