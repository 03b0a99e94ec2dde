// SPDX-License-Identifier: Apache-2.0

// The program's getaddrinfo() stands before the C library's, for Paho too, and is slow for one
// name: no name server has to be.

#include <algorithm>
#include <chrono>
#include <dlfcn.h>
#include <netdb.h>
#include <string>
#include <string_view>
#include <thread>

#include <doctest/doctest.h>

#include "live/client.hpp"
#include "live/mosquitto.hpp"

using live::client;
using namespace kmp2mqtt;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view slow_name = "slow.invalid";
constexpr auto look_up = 3s;

}  // namespace

extern "C" int getaddrinfo(const char* name, const char* service, const addrinfo* hints,
                           addrinfo** found)
{
    if (name != nullptr && name == slow_name) {
        std::this_thread::sleep_for(look_up);
        return EAI_AGAIN;
    }
    using function = int(const char*, const char*, const addrinfo*, addrinfo**);
    static auto* const real = reinterpret_cast<function*>(::dlsym(RTLD_NEXT, "getaddrinfo"));
    return real(name, service, hints, found);
}

TEST_SUITE("mqtt/slow_name")
{
    TEST_CASE("while a name resolves, the loop goes on")
    {
        client writer{1883, [](mqtt::settings& to) { to.host = slow_name; }};
        auto longest = 0ns;
        const auto begin = std::chrono::steady_clock::now();
        auto last = begin;
        while (last - begin < 2s) {
            writer.run_for(10ms);
            CHECK(writer->publish({.topic = "a", .payload = "x"}) == 0);
            const auto now = std::chrono::steady_clock::now();
            longest = std::max<std::chrono::nanoseconds>(longest, now - last);
            last = now;
        }
        CHECK(longest < 500ms);
        CHECK(writer.lost.empty());

        CHECK(writer.stop({.topic = "a", .payload = "bye"}) < 500ms);
    }

    TEST_CASE("a look-up that fails after all is told")
    {
        client writer{1883, [](mqtt::settings& to) { to.host = slow_name; }};
        REQUIRE(writer.until([&] { return !writer.lost.empty(); }));
        CHECK(writer.lost[0].find("the name does not resolve") != std::string::npos);
    }
}
