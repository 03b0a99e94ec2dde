// SPDX-License-Identifier: Apache-2.0

#include "bridge/broker_url.hpp"

#include <doctest/doctest.h>

using kmp2mqtt::bridge::parse_broker_url;

TEST_SUITE("bridge/broker_url")
{
    TEST_CASE("host, port and encryption stand in the address")
    {
        const auto url = parse_broker_url("mqtts://broker.example:8884");
        REQUIRE(url);
        CHECK(url->host == "broker.example");
        CHECK(url->port == 8884);
        CHECK(url->encrypted);
    }

    TEST_CASE("the port depends on the scheme where none stands")
    {
        CHECK(parse_broker_url("mqtt://pi")->port == 1883);
        CHECK(parse_broker_url("mqtts://pi")->port == 8883);
    }

    TEST_CASE("an IPv6 address stands in brackets")
    {
        CHECK(parse_broker_url("mqtt://[fe80::1%eth0]")->host == "fe80::1%eth0");
        CHECK(parse_broker_url("mqtt://[::1]:1884")->port == 1884);
        CHECK(parse_broker_url("mqtt://::1").error().find("in brackets") != std::string::npos);
        CHECK_FALSE(parse_broker_url("mqtt://[::1"));
        CHECK_FALSE(parse_broker_url("mqtt://[pi]"));
        CHECK_FALSE(parse_broker_url("mqtt://[::1]1883"));
    }

    TEST_CASE("what is no address of a broker is refused with advice")
    {
        const auto advice = [](std::string_view text) { return parse_broker_url(text).error(); };
        CHECK(advice("localhost:1883").find("mqtt://HOST") != std::string::npos);
        CHECK(advice("http://localhost").find("mqtts://") != std::string::npos);
        CHECK(advice("mqtt://").find("names no host") != std::string::npos);
        CHECK(advice("mqtt://:1883").find("names no host") != std::string::npos);
        CHECK(advice("mqtt://a b").find("only letters") != std::string::npos);
        CHECK(advice("mqtt://pi:0").find("1 to 65535") != std::string::npos);
        CHECK(advice("mqtt://pi:65536").find("1 to 65535") != std::string::npos);
        CHECK(advice("mqtt://pi:").find("1 to 65535") != std::string::npos);
        CHECK(advice("mqtt://pi/path").find("nothing may follow") != std::string::npos);
    }

    TEST_CASE("a password in the address is refused and not repeated")
    {
        const auto refused = parse_broker_url("mqtt://me:s3cret@pi").error();
        CHECK(refused.find("password_file") != std::string::npos);
        CHECK(refused.find("s3cret") == std::string::npos);
    }
}
