// SPDX-License-Identifier: Apache-2.0

#include "tool/dissection.hpp"

#include <algorithm>
#include <fstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <kmp/kmp.hpp>

#include "fake/covered.hpp"
#include "fake/hex.hpp"

using fake::bytes;
using fake::hex;
using kmp::physical::sender;
using namespace kmp2mqtt::tool;

namespace {

/// A dissection beside the bytes that it views.
struct opened {
    bytes wire;
    dissection content;

    explicit opened(bytes whole, std::optional<sender> who = {}) : wire{std::move(whole)}
    {
        const auto parts = split(wire);
        REQUIRE(parts.size() == 1);
        content = dissect(wire, parts[0], who);
        CHECK(fake::is_covered(content));
    }

    [[nodiscard]] const field& operator[](std::string_view name) const
    {
        const auto found = std::ranges::find(content.fields, name, &field::name);
        REQUIRE(found != content.fields.end());
        return *found;
    }

    [[nodiscard]] bool notes(std::string_view part) const
    {
        return std::ranges::any_of(content.notes, [part](const std::string& note) {
            return note.find(part) != std::string::npos;
        });
    }

    void has_fault(fault_code code, std::size_t offset, std::string_view text) const
    {
        REQUIRE(content.fault);
        CHECK(name_of(content.fault->code) == name_of(code));
        CHECK(content.fault->offset == offset);
        CAPTURE(content.fault->text);
        CHECK(content.fault->text.find(text) != std::string::npos);
    }
};

/// The frame of this packet, its checksum made.
bytes framed(sender from, std::string_view packet)
{
    auto inside = hex(packet);
    const auto sum = kmp::datalink::crc(inside);
    inside.push_back(static_cast<std::uint8_t>(sum >> 8U));
    inside.push_back(static_cast<std::uint8_t>(sum & 0xFFU));
    const auto frame = kmp::physical::encode(from, inside);
    return {frame.begin(), frame.end()};
}

}  // namespace

TEST_SUITE("tool/dissection")
{
    TEST_CASE("every byte of every known frame has one meaning, and good frames have no fault")
    {
        std::ifstream file{KMP_VECTORS "/kmp_frames.jsonl"};
        std::size_t rows = 0;
        for (std::string line; std::getline(file, line); ++rows) {
            const auto row = nlohmann::json::parse(line);
            CAPTURE(row.at("name").get<std::string>());
            const opened frame{hex(row.at("frame").get<std::string>())};
            const auto outcome = row.at("outcome").get<std::string>();
            CHECK(frame.content.fault.has_value() == (outcome != "packet" && outcome != "ack"));
            if (outcome != "packet") {
                continue;
            }
            CHECK(kmp::text(frame["destination"].value) ==
                  std::to_string(row.at("destination").get<int>()));
            CHECK(kmp::text(frame["command"].value) ==
                  std::to_string(row.at("command").get<int>()));
            std::vector<std::string> shown;
            for (const auto& item : frame.content.fields) {
                if (item.name == "register") {
                    shown.push_back(kmp::text(item.value));
                }
            }
            std::vector<std::string> expected;
            if (row.contains("registers")) {
                for (const auto& item : row.at("registers")) {
                    expected.push_back(item.at("text"));
                }
            }
            CHECK(shown == expected);
        }
        CHECK(rows == 52);
    }

    TEST_CASE("a register is taken apart to its bits")
    {
        const opened frame{hex("40 3f 10 00 3c 03 04 43 00 00 d6 de 03 22 0d")};
        const auto& reg = frame["register"];
        CHECK(reg.meaning == "heat_energy_e1 (60): 55.006 MWh");
        REQUIRE(reg.fields.size() == 5);
        CHECK(reg.fields[0].meaning == "60, heat_energy_e1: Heat energy");
        CHECK(reg.fields[1].meaning == "MWh");
        CHECK(reg.fields[2].meaning == "4 bytes of value");
        CHECK(reg.fields[3].meaning == "+ x 10^-3 (SI 0, SE 1, exponent 3)");
        CHECK(kmp::text(reg.fields[3].value) == "-3");
        CHECK(reg.fields[4].meaning == "55006");
        CHECK(reg.fields[4].offset == 8);
        CHECK(frame["checksum"].meaning == "0322, right");
    }

    TEST_CASE("an escape is shown, and its field has both bytes")
    {
        const opened frame{hex("80 3f 10 01 00 1b 7f d4 08 0d")};
        REQUIRE(frame.content.escapes.size() == 1);
        CHECK(frame.content.escapes[0].offset == 5);
        CHECK(frame.content.escapes[0].stands_for == 0x80);
        CHECK(frame["id"].offset == 4);
        CHECK(frame["id"].length == 3);
        CHECK(frame["id"].meaning.starts_with("128, "));
    }

    TEST_CASE("a register without a value, or of an unknown kind, is told as such")
    {
        const opened frame{framed(sender::meter, "3f 10 00 3c 08 00 00 ff fe fa 02 00 00 07")};
        CHECK(frame["register"].meaning == "heat_energy_e1 (60): no value");
        const auto& second = *std::next(
            std::ranges::find(frame.content.fields, std::string_view{"register"}, &field::name));
        CHECK(second.meaning == "register_65534 (65534): 7");
        CHECK(second.fields[0].meaning == "65534, not in the table of registers");
        CHECK(second.fields[1].meaning == "a unit that nobody documented");
    }

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

    TEST_CASE("commands that cannot be sent are explained")
    {
        const opened put{framed(sender::host, "3f 11 12 34 00 3c 03 04 43 00 00 d6 de")};
        CHECK_FALSE(put.content.fault);
        CHECK(put["command"].meaning == "PutRegister, the request: sets a register");
        CHECK(put["register"].meaning == "heat_energy_e1 (60): 55.006 MWh");
        CHECK(put.notes("changes the meter"));
        const opened clear{framed(sender::host, "7f 9c 00 00 00 01 00 00 00 00")};
        CHECK_FALSE(clear.content.fault);
        CHECK(clear["destination"].meaning == "a logger in the top module");
        CHECK(clear["clear_if_read"].length == 4);
        CHECK(clear.notes("changes the meter"));
    }

    TEST_CASE("an unknown command is its number and bytes, and no fault")
    {
        const opened frame{framed(sender::meter, "3a aa 0f 0f 81")};
        CHECK_FALSE(frame.content.fault);
        CHECK(frame["command"].meaning == "command aa, not known");
        CHECK(frame["data"].length == 3);
        CHECK(frame["destination"].meaning == "an address that is not documented");
    }

    TEST_CASE("the inside of a frame is enough if its checksum is right")
    {
        const opened request{hex("3f 01 05 8a")};
        CHECK(request.content.kind == part_kind::packet);
        CHECK_FALSE(request.content.fault);
        CHECK(request.content.sender == sender::host);
        CHECK(request.notes("without start and stop byte"));
        CHECK(opened{hex("3f 10 07 9a")}.content.sender == sender::meter);
        CHECK(opened{hex("3f 10 07 9a"), sender::meter}.content.sender == sender::meter);
        CHECK_FALSE(opened{hex("ff ff 1d 0f")}.content.sender);

        const opened undone{hex("3f 10 01 00 80 d4 08")};
        CHECK(undone.content.kind == part_kind::packet);
        CHECK(undone.notes("stuffing undone"));
        const opened stuffed{hex("3f 10 01 00 1b 7f d4 08")};
        CHECK(stuffed.content.kind == part_kind::stuffed_packet);
        CHECK(stuffed.content.escapes.size() == 1);
        CHECK(kmp::text(stuffed["id"].value) == "128");
    }

    TEST_CASE("noise that nearly is a packet says why it is none")
    {
        const opened almost{hex("3f 10 01 00 3c b2 5e")};
        CHECK(almost.content.kind == part_kind::noise);
        CHECK(almost.notes("b25e; b25f would be right"));
        CHECK(opened{hex("00 00 00 00")}.content.kind == part_kind::noise);
    }

    TEST_CASE("an echo is recognised among received bytes")
    {
        CHECK(opened{hex("80 3f 01 05 8a 0d"), sender::meter}.notes("echo"));
        CHECK_FALSE(opened{hex("80 3f 01 05 8a 0d"), sender::host}.notes("echo"));
    }
}
