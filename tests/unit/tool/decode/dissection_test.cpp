// SPDX-License-Identifier: Apache-2.0

#include "tool/decode/dissection.hpp"

#include <algorithm>
#include <fstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <kmp/kmp.hpp>

#include "fake/hex.hpp"
#include "opened.hpp"

using fake::hex;
using kmp::physical::sender;
using namespace kmp2mqtt::tool;

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

    TEST_CASE("a date that is none says whether it is not set or not valid")
    {
        const opened frame{
            framed(sender::meter, "3f 10 03 eb 30 04 00 00 00 00 00 03 eb 30 04 00 00 03 fc fa")};
        CHECK(frame["register"].meaning == "date (1003): not set");
        const auto& second = *std::next(
            std::ranges::find(frame.content.fields, std::string_view{"register"}, &field::name));
        CHECK(second.meaning == "date (1003): no valid date");
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
