// SPDX-License-Identifier: Apache-2.0

#include "link/private_numbers.hpp"

#include <algorithm>
#include <array>
#include <random>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include <kmp/datalink.hpp>
#include <kmp/registers.hpp>

#include "fake/frames.hpp"
#include "fake/hex.hpp"

namespace {

using kmp::register_id;
using kmp2mqtt::link::asks_for_private;
using kmp2mqtt::link::blank;
using kmp2mqtt::link::is_private;
using kmp2mqtt::link::may_hold_private;

fake::bytes packet_of(kmp::command id, std::span<const std::uint8_t> data)
{
    const auto packet =
        kmp::datalink::encode({.destination = kmp::address::meter, .id = id, .data = data});
    return {packet.begin(), packet.end()};
}

fake::bytes packet_of(kmp::command id, std::string_view data)
{
    return packet_of(id, fake::hex(data));
}

/// The packet's data after blanking, as hex; its checksum has to be right.
std::string blanked(fake::bytes packet)
{
    CHECK(blank(packet));
    const auto opened = kmp::datalink::decode(packet);
    REQUIRE(opened);
    return fake::hex_text(opened->data);
}

bool contains(std::string_view text, std::string_view part)
{
    return text.find(part) != std::string_view::npos;
}

}  // namespace

TEST_SUITE("link/private_numbers")
{
    TEST_CASE("every register that the table calls somebody's number is private")
    {
        for (const auto& row : kmp::known_registers()) {
            CAPTURE(row.name);
            const bool is_mbus_address =
                contains(row.name, "mbus_") && contains(row.name, "_address");
            const bool is_number =
                is_mbus_address || contains(row.name, "meter_id") ||
                contains(row.name, "serial_number") || contains(row.name, "customer_number") ||
                contains(row.name, "meter_number") || contains(row.description, "serial number");
            CHECK(is_private(row.id) == is_number);
        }
    }

    TEST_CASE("the serial number becomes 0, of whatever length it is")
    {
        CHECK(blanked(packet_of(kmp::command::get_serial_no, "04 3e f4 07")) == "00 00 00 00");
        CHECK(blanked(packet_of(kmp::command::get_serial_no, "04 3e")) == "00 00");
    }

    TEST_CASE("of registers only the digits of private ones become 0")
    {
        CHECK(blanked(
                  packet_of(kmp::command::get_register,
                            "00 56 25 02 42 18 12 03 e9 33 04 00 04 3e f4 07 00 57 25 01 42 07")) ==
              "00 56 25 02 42 18 12 03 e9 33 04 00 00 00 00 00 00 57 25 01 42 07");
    }

    TEST_CASE("an answer without private numbers stays as it is")
    {
        for (const auto& packet : {packet_of(kmp::command::get_register, "00 56 25 02 42 18 12"),
                                   packet_of(kmp::command::get_register, ""),
                                   packet_of(kmp::command::get_type, "00 01 06 01"),
                                   packet_of(kmp::command::get_register, "03 e9 33 00 00")}) {
            auto same = packet;
            CHECK_FALSE(blank(same));
            CHECK(same == packet);
        }
    }

    TEST_CASE("a cut list stays one, and tells nothing")
    {
        CHECK(blanked(packet_of(kmp::command::get_register, "03 e9 33 04 00 04 3e f4")) ==
              "ff ff ff ff ff ff ff ff");
    }

    TEST_CASE("what a command that is not known answers becomes 0")
    {
        CHECK(blanked(packet_of(kmp::command{0xA0}, "04 3e f4 07")) == "00 00 00 00");
    }

    TEST_CASE("whatever registers an answer has, everything but private digits stays")
    {
        std::mt19937 luck{1};  // NOLINT(cert-msc51-cpp): the same cases each time
        const std::array ids{1001, 60, 112, 86, 1010, 347, 99, 1003, 183, 1000};
        for (int round = 0; round < 500; ++round) {
            fake::bytes data;
            fake::bytes expected;
            for (auto count = luck() % 9; count > 0; --count) {
                const auto id = static_cast<unsigned>(ids.at(luck() % ids.size()));
                const auto length = luck() % 12;
                const fake::bytes head{
                    static_cast<std::uint8_t>(id >> 8U), static_cast<std::uint8_t>(id & 0xFFU),
                    static_cast<std::uint8_t>(luck()), static_cast<std::uint8_t>(length),
                    static_cast<std::uint8_t>(luck())};
                data.insert(data.end(), head.begin(), head.end());
                expected.insert(expected.end(), head.begin(), head.end());
                for (auto left = length; left > 0; --left) {
                    const auto digit = static_cast<std::uint8_t>(luck());
                    data.push_back(digit);
                    expected.push_back(is_private(register_id{static_cast<std::uint16_t>(id)})
                                           ? std::uint8_t{0}
                                           : digit);
                }
            }
            auto packet = packet_of(kmp::command::get_register, data);
            static_cast<void>(blank(packet));
            CHECK(packet == packet_of(kmp::command::get_register, expected));
        }
    }

    TEST_CASE("a request for a private number is told from one for others")
    {
        CHECK(asks_for_private(fake::hex("80 3f 02 35 e9 0d")));
        CHECK(asks_for_private(fake::asks({register_id{60}, register_id{1010}})));
        CHECK_FALSE(asks_for_private(fake::asks({register_id{60}, register_id{68}})));
        CHECK_FALSE(asks_for_private(fake::hex("80 3f 01 05 8a 0d")));
    }

    TEST_CASE("a request that is not understood may ask for a private number")
    {
        CHECK(asks_for_private(fake::hex("")));
        CHECK(asks_for_private(fake::hex("80 3f 01 05 8b 0d")));
        CHECK(asks_for_private(fake::hex("80 3f 01 05 8a 0d 80 3f 02 35 e9 0d")));
        CHECK(asks_for_private(packet_of(kmp::command{0xA0}, "")));
    }

    TEST_CASE("a damaged frame may hold a number if its command or a register says so")
    {
        CHECK(may_hold_private(fake::hex("40 3f 02 04 3e")));
        CHECK(may_hold_private(fake::hex("40 3f 10 00 3c 02 01 43 07 03 e9 33 04")));
        CHECK(may_hold_private(fake::hex("40 3f a0 01")));
        CHECK(may_hold_private(fake::hex("40 3f")));
        CHECK_FALSE(may_hold_private(fake::hex("40 3f 10 00 3c 02 01 43 07")));
        CHECK_FALSE(may_hold_private(fake::hex("40 3f 01 00 01")));
    }
}
