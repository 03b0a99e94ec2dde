// SPDX-License-Identifier: Apache-2.0

#include <cstddef>
#include <string>

#include <doctest/doctest.h>

#include <kmp/kmp.hpp>

#include "fake/hex.hpp"
#include "opened.hpp"

using fake::bytes;
using fake::hex;
using kmp::physical::sender;
using namespace kmp2mqtt::tool;

TEST_SUITE("tool/faults")
{
    TEST_CASE("a wrong checksum is told with the right one")
    {
        const opened frame{hex("80 3f 09 00 01 14 4a 00 02 77 15 c3 4a 0d")};
        frame.has_fault(fault_code::bad_checksum, 11, "c34a; 774e would be right");
        CHECK(frame["date"].meaning == "2007-07-30");
        CHECK(frame["clock"].meaning == "16:15:57");
        CHECK(frame.notes("changes the meter"));
        CHECK(frame.notes("believe no value"));
    }

    TEST_CASE("a fault of the frame is named, and where it is")
    {
        SUBCASE("an escape of nothing")
        {
            opened{hex("80 3f 1b 22 05 8a 0d")}.has_fault(fault_code::bad_escape, 2, "1b 22");
            opened{hex("80 3f 01 1b 0d")}.has_fault(fault_code::bad_escape, 3, "nothing behind");
        }
        SUBCASE("a byte that is not stuffed, and the checksum tells that it is data")
        {
            const opened frame{hex("80 3f a0 01 01 00 44 0c 80 17 05 09 17 2d 00 00 00 00 f1 0d")};
            frame.has_fault(fault_code::reserved_byte, 8, "sent as 1b 7f");
            CHECK(frame.notes("does not stuff"));
            CHECK(frame["time"].meaning == "2023-05-09 23:45:00");
        }
        SUBCASE("no stop byte")
        {
            opened{hex("80 3f 01 05 8a")}.has_fault(fault_code::no_stop, 5, "only the stop byte");
            opened{hex("40 3f 10 00 3c 03 04")}.has_fault(fault_code::no_stop, 7, "breaks off");
            opened{hex("40")}.has_fault(fault_code::no_stop, 1, "breaks off");
        }
        SUBCASE("nothing inside")
        {
            opened{hex("40 0d")}.has_fault(fault_code::empty, 1, "nothing");
        }
        SUBCASE("too little for a packet")
        {
            opened{hex("40 3f 0d")}.has_fault(fault_code::too_short, 1, "take 4");
            opened{hex("40 3f 10 07 0d")}.has_fault(fault_code::too_short, 1, "3 bytes");
        }
        SUBCASE("more than any message")
        {
            bytes endless(3000, 0x11);
            endless.front() = 0x40;
            endless.back() = 0x0D;
            opened{endless}.has_fault(fault_code::too_long, 1, "2084");
        }
    }

    TEST_CASE("a fault of the data is named, though the checksum is right")
    {
        const auto host = [](std::string_view packet) {
            return opened{framed(sender::host, packet)};
        };
        const auto meter = [](std::string_view packet) {
            return opened{framed(sender::meter, packet)};
        };
        SUBCASE("nothing is asked for")
        {
            host("3f 10 00").has_fault(fault_code::no_registers, 3, "count is 0");
            host("3f 10").has_fault(fault_code::no_registers, 3, "count is missing");
        }
        SUBCASE("too much is asked for")
        {
            host("3f 10 09 00 01 00 02 00 03 00 04 00 05 00 07 00 08 00 09 00 0a")
                .has_fault(fault_code::too_many_registers, 3, "9 registers");
        }
        SUBCASE("the count is not what follows")
        {
            host("3f 10 03 00 3c 00 44 00")
                .has_fault(fault_code::bad_length, 3, "3 registers take 6 bytes; 5 follow");
            host("3f 10 01 00 3c 00 44").has_fault(fault_code::bad_length, 3, "take 2 bytes; 4");
        }
        SUBCASE("a register is cut in its head")
        {
            meter("3f 10 00 3c 03").has_fault(fault_code::cut_register, 3, "5 bytes; here are 3");
        }
        SUBCASE("a register is cut in its value")
        {
            meter("3f 10 00 3c 03 04 43 00 00")
                .has_fault(fault_code::cut_register, 3, "register 60 says that 4 bytes");
        }
        SUBCASE("a ninth register")
        {
            std::string packet = "3f 10";
            for (int i = 0; i < 9; ++i) {
                packet += " 00 3c 03 01 00 07";
            }
            meter(packet).has_fault(fault_code::too_many_registers, 51, "ninth");
        }
        SUBCASE("a fixed length is wrong")
        {
            host("3f 01 05").has_fault(fault_code::bad_length, 3, "request takes 0 bytes");
            meter("3f 02 01 23 45").has_fault(fault_code::bad_length, 3, "answer takes 4 bytes");
        }
    }

    TEST_CASE("what a message is refused for by the library is a fault here")
    {
        for (const auto who : {sender::host, sender::meter}) {
            for (const auto* const data :
                 {"01", "01 00", "01 00 04 06 01", "02 01 02 03 04", "02 01", "10", "10 01 00 3c",
                  "10 00 3c 03 01 00 05", "10 02 00 3c", "10 00 3c 03 05 00 05"}) {
                CAPTURE(data);
                const opened frame{framed(who, std::string{"3f "} + data)};
                kmp::physical::decoder decoder{who};
                for (const auto byte : frame.wire) {
                    (void)decoder.push(byte);
                }
                const auto packet = kmp::datalink::decode(decoder.packet());
                REQUIRE(packet);
                const bool is_accepted = who == sender::host
                                             ? static_cast<bool>(kmp::decode_request(*packet))
                                             : static_cast<bool>(kmp::decode_response(*packet));
                CHECK(frame.content.fault.has_value() == !is_accepted);
            }
        }
    }
}
