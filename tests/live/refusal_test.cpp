// SPDX-License-Identifier: Apache-2.0

#include <chrono>
#include <cstdlib>
#include <string>

#include <doctest/doctest.h>

#include "live/client.hpp"
#include "live/mosquitto.hpp"

using live::client;
using live::mosquitto;
using namespace kmp2mqtt;
using namespace std::chrono_literals;

TEST_SUITE("mqtt/refusal")
{
    TEST_CASE("a wrong password is told without telling it, and the right one gets in")
    {
        const live::temporary_folder folder;
        const auto passwords = folder.file("passwords", "");
        const auto command = "mosquitto_passwd -b " + passwords + " meter right 2>/dev/null";
        REQUIRE(std::system(command.c_str()) == 0);
        const mosquitto broker{"allow_anonymous false\npassword_file " + passwords + "\n"};
        for (const auto version : {mqtt::protocol::v5, mqtt::protocol::v3_1_1}) {
            std::string password = "wrong-secret";
            const auto change = [&](mqtt::settings& to) {
                to.protocol = version;
                to.username = "meter";
                to.password = password;
            };
            client stranger{broker.port(), change};
            REQUIRE(stranger.until([&] { return stranger.lost.size() == 3; }));
            for (const auto& why : stranger.lost) {
                CHECK(why.find("refuses the connection: not authorised (user name, password") !=
                      std::string::npos);
                CHECK(why.find(password) == std::string::npos);
            }
            CHECK(stranger.connected.empty());

            password = "right";
            client friendly{broker.port(), change};
            CHECK(friendly.until_connected());
        }
    }

    TEST_CASE("attempts come at growing distances")
    {
        client writer{live::free_port()};
        const auto begin = std::chrono::steady_clock::now();
        REQUIRE(writer.until([&] { return writer.lost.size() == 3; }));
        const auto taken = std::chrono::steady_clock::now() - begin;
        CHECK(taken > 3s);  // 1 to 2 s, then 2 to 4 s
        CHECK(taken < 10s);
    }

    TEST_CASE("a name that does not exist is told as such")
    {
        client writer{1883, [](mqtt::settings& to) { to.host = "broker.invalid"; }};
        REQUIRE(writer.until([&] { return !writer.lost.empty(); }));
        CHECK(writer.lost[0].find("cannot reach the broker at broker.invalid:1883: the name does "
                                  "not resolve") == 0);
    }
}
