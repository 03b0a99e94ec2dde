// SPDX-License-Identifier: Apache-2.0

#include <doctest/doctest.h>

#include "mqtt/diagnosis.hpp"
#include "mqtt/reason.hpp"
#include "mqtt/tls_trace.hpp"

using kmp2mqtt::mqtt::is_version_refused;
using kmp2mqtt::mqtt::reason_text;
using kmp2mqtt::mqtt::tls_complaint_in;
using kmp2mqtt::mqtt::why_dismissed;

TEST_SUITE("mqtt/reason")
{
    TEST_CASE("bad credentials are told as such by either protocol")
    {
        CHECK(reason_text(0x04) == "bad user name or password");
        CHECK(reason_text(0x86) == "bad user name or password");
    }

    TEST_CASE("a code that is not known is told as a number")
    {
        CHECK(reason_text(0xB7) == "reason code 0xB7");
    }

    TEST_CASE("a refused version is known by either protocol's code")
    {
        CHECK(is_version_refused(0x01));
        CHECK(is_version_refused(0x84));
        CHECK_FALSE(is_version_refused(0x05));
        CHECK_FALSE(is_version_refused(0));
    }
}

TEST_SUITE("mqtt/diagnosis")
{
    TEST_CASE("why the broker ended the connection is told with what to do where that is known")
    {
        kmp2mqtt::mqtt::settings to;
        to.host = "pi";
        to.client_id = "attic";
        CHECK(why_dismissed(to, 0x8B) ==
              "the broker at pi:1883 ended the connection: it shuts down");
        CHECK(why_dismissed(to, 0x8E) ==
              "the broker at pi:1883 ended the connection: another program has connected with "
              "client_id \"attic\" too; give each its own (mqtt.client_id)");
    }
}

TEST_SUITE("mqtt/tls_trace")
{
    TEST_CASE("an alert in the trace is told in words")
    {
        CHECK(tls_complaint_in("SSL alert write:fatal:certificate expired") ==
              "its certificate has expired");
        CHECK(tls_complaint_in("X509_check_host for hostname localhost failed, rc 0") ==
              "its certificate is for another host name");
    }

    TEST_CASE("an alert that the table lacks is told by its own name")
    {
        CHECK(tls_complaint_in("SSL alert read:fatal:decode error") == "TLS alert: decode error");
    }

    TEST_CASE("a line without a complaint has none")
    {
        CHECK(tls_complaint_in("SSL certificate verification: X509_V_OK").empty());
        CHECK(tls_complaint_in("SSL alert write:warning:close notify").empty());
    }
}
