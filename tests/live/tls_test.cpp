// SPDX-License-Identifier: Apache-2.0

#include <functional>
#include <string>

#include <doctest/doctest.h>

#include "live/certificates.hpp"
#include "live/client.hpp"
#include "live/mosquitto.hpp"

using doctest::Contains;
using live::authority;
using live::client;
using live::mosquitto;
using namespace kmp2mqtt;

namespace {

std::string listener(const authority::pair& server, const std::string& more = "")
{
    return "allow_anonymous true\ncertfile " + server.certificate + "\nkeyfile " + server.key +
           "\n" + more;
}

/// Settings for TLS to localhost, trusting one authority.
std::function<void(mqtt::settings&)> trusting(const std::string& ca_file)
{
    return [=](mqtt::settings& to) {
        to.host = "localhost";
        to.encrypted = true;
        to.tls.ca_file = ca_file;
    };
}

/// Why the first attempt failed; empty: it did not.
doctest::String refusal(client& who)
{
    REQUIRE(who.until([&] { return !who.lost.empty() || !who.connected.empty(); }));
    return who.lost.empty() ? "" : who.lost[0].c_str();
}

}  // namespace

TEST_SUITE("mqtt/tls")
{
    TEST_CASE("a broker whose certificate is signed by the given authority is trusted")
    {
        authority ours;
        const mosquitto broker{listener(ours.issue("DNS:localhost"))};
        client writer{broker.port(), trusting(ours.certificate())};
        CHECK(refusal(writer) == "");
        const auto id = writer->publish({.topic = "a", .payload = "x"});
        CHECK(writer.until([&] { return writer.acknowledged == std::vector{id}; }));
    }

    TEST_CASE("a certificate that cannot be trusted is refused with the reason")
    {
        authority ours;
        SUBCASE("signed by somebody else")
        {
            const authority others;
            const mosquitto broker{listener(ours.issue("DNS:localhost"))};
            client writer{broker.port(), trusting(others.certificate())};
            CHECK(refusal(writer) == Contains("not signed by an authority that is trusted here"));
        }
        SUBCASE("signed by nobody whom the system trusts")
        {
            const mosquitto broker{listener(ours.issue("DNS:localhost"))};
            client writer{broker.port(), trusting("")};
            CHECK(refusal(writer) == Contains("not signed by an authority that is trusted here"));
        }
        SUBCASE("for another host")
        {
            const mosquitto broker{listener(ours.issue("DNS:elsewhere"))};
            client writer{broker.port(), trusting(ours.certificate())};
            CHECK(refusal(writer) == Contains("its certificate is for another host name"));
        }
        SUBCASE("expired")
        {
            const mosquitto broker{listener(ours.issue("DNS:localhost", "200201000000Z"))};
            client writer{broker.port(), trusting(ours.certificate())};
            CHECK(refusal(writer) == Contains("its certificate has expired"));
        }
    }

    TEST_CASE("without verification any certificate will do")
    {
        authority ours;
        const mosquitto broker{listener(ours.issue("DNS:elsewhere", "200201000000Z"))};
        client writer{broker.port(), [](mqtt::settings& to) {
                          to.encrypted = true;
                          to.tls.verify = false;
                      }};
        CHECK(refusal(writer) == "");
    }

    TEST_CASE("a broker that demands a client certificate")
    {
        authority ours;
        const auto demand = "require_certificate true\ncafile " + ours.certificate() + "\n";
        const mosquitto broker{listener(ours.issue("DNS:localhost"), demand)};
        SUBCASE("gets ours")
        {
            const auto own = ours.issue("DNS:kmp2mqtt");
            client writer{broker.port(), [&](mqtt::settings& to) {
                              trusting(ours.certificate())(to);
                              to.tls.cert_file = own.certificate;
                              to.tls.key_file = own.key;
                          }};
            CHECK(refusal(writer) == "");
        }
        SUBCASE("says so when there is none")
        {
            client writer{broker.port(), trusting(ours.certificate())};
            CHECK(refusal(writer) == Contains("perhaps it demands a client certificate"));
        }
    }

    TEST_CASE("the wrong port is guessed at")
    {
        authority ours;
        SUBCASE("TLS where there is none")
        {
            const mosquitto broker;
            client writer{broker.port(), trusting(ours.certificate())};
            CHECK(refusal(writer) == Contains("this is not its port for TLS"));
        }
        SUBCASE("no TLS where there is one")
        {
            const mosquitto broker{listener(ours.issue("DNS:localhost"))};
            client writer{broker.port()};
            CHECK(refusal(writer) == Contains("perhaps this is its port for TLS (mqtts)"));
        }
    }
}
