// SPDX-License-Identifier: Apache-2.0

#include <string_view>

#include <doctest/doctest.h>

#include <kmp/datalink.hpp>

#include "fake/hex.hpp"

using fake::bytes;
using fake::hex;
using kmp::errc;
namespace datalink = kmp::datalink;

TEST_SUITE("kmp/datalink")
{
    TEST_CASE("the checksum is CRC-16/XMODEM")
    {
        constexpr std::string_view digits = "123456789";
        CHECK(datalink::crc(bytes(digits.begin(), digits.end())) == 0x31C3);
        CHECK(datalink::crc({}) == 0);
        CHECK(datalink::crc(hex("3f 10 01 00 3c")) == 0xB25F);
    }

    TEST_CASE("a packet is destination, command, data and the checksum over all of them")
    {
        const auto data = hex("01 00 3c");
        const auto packet = datalink::encode(
            {.destination = kmp::address::meter, .id = kmp::command::get_register, .data = data});
        CHECK(bytes(packet.begin(), packet.end()) == hex("3f 10 01 00 3c b2 5f"));
        CHECK(datalink::crc(packet) == 0);
    }

    TEST_CASE("a packet opens into what was put in")
    {
        const auto packet = hex("3f 10 01 00 3c b2 5f");
        const auto opened = datalink::decode(packet);
        REQUIRE(opened);
        CHECK(opened->destination == kmp::address::meter);
        CHECK(opened->id == kmp::command::get_register);
        CHECK(bytes(opened->data.begin(), opened->data.end()) == hex("01 00 3c"));
        CHECK(opened->data.data() == packet.data() + 2);
    }

    TEST_CASE("any destination and command may come, data may be none")
    {
        const auto packet = hex("ff ff 1d 0f");
        const auto opened = datalink::decode(packet);
        REQUIRE(opened);
        CHECK(opened->destination == kmp::address{0xFF});
        CHECK(opened->id == kmp::command{0xFF});
        CHECK(opened->data.empty());
    }

    TEST_CASE("one wrong bit anywhere is noticed")
    {
        const auto packet = hex("3f 10 01 00 3c b2 5f");
        for (std::size_t bit = 0; bit < packet.size() * 8; ++bit) {
            CAPTURE(bit);
            auto damaged = packet;
            damaged[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
            CHECK(datalink::decode(damaged).error() == errc::bad_checksum);
        }
    }

    TEST_CASE("a packet without address, command and checksum is too short")
    {
        CHECK(datalink::decode({}).error() == errc::too_short);
        CHECK(datalink::decode(hex("00 00 00")).error() == errc::too_short);
    }
}
