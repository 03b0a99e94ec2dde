// SPDX-License-Identifier: Apache-2.0

#include "mqtt/protocol_choice.hpp"

#include <doctest/doctest.h>

using kmp2mqtt::mqtt::protocol;
using kmp2mqtt::mqtt::protocol_choice;

TEST_SUITE("mqtt/protocol_choice")
{
    TEST_CASE("automatic begins with 5 and falls back to 3.1.1 and forth while refused")
    {
        protocol_choice choice{protocol::automatic};
        CHECK(choice.next() == protocol::v5);
        choice.refused();
        CHECK(choice.next() == protocol::v3_1_1);
        choice.refused();
        CHECK(choice.next() == protocol::v5);
    }

    TEST_CASE("after a connection was lost, automatic begins with 5 again")
    {
        protocol_choice choice{protocol::automatic};
        choice.refused();
        choice.lost();
        CHECK(choice.next() == protocol::v5);
    }

    TEST_CASE("a protocol that was asked for is kept")
    {
        for (const auto wanted : {protocol::v5, protocol::v3_1_1}) {
            protocol_choice choice{wanted};
            choice.refused();
            CHECK(choice.next() == wanted);
            choice.lost();
            CHECK(choice.next() == wanted);
        }
    }
}
