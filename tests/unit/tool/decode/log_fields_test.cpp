// SPDX-License-Identifier: Apache-2.0

#include "tool/decode/log_fields.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "fake/covered.hpp"
#include "fake/hex.hpp"
#include "tool/decode/unstuff.hpp"

using fake::hex;
using namespace kmp2mqtt::tool;

namespace {

/// The fields of a message's data, and what is wrong with them.
struct taken {
    std::vector<field> fields;
    std::optional<fault> wrong;

    [[nodiscard]] std::string text() const
    {
        std::string all;
        for (const auto& item : fields) {
            all += (all.empty() ? "" : " | ") + std::string{item.name} + " " + item.meaning;
        }
        return all;
    }
};

template <class Take>
taken take(std::string_view data, Take take_fields)
{
    const auto packet = as_they_are(hex(data));
    packet_reader reader{packet, 0, packet.packet.size()};
    taken result;
    take_fields(reader, result.fields);
    CHECK(reader.left() == 0);
    CHECK(fake::end_of(result.fields, 0) == packet.packet.size());
    result.wrong = reader.wrong();
    return result;
}

taken request(std::uint8_t command, std::string_view data)
{
    return take(data, [command](packet_reader& from, std::vector<field>& into) {
        take_log_request(from, into, kmp::command{command});
    });
}

taken response(std::string_view data)
{
    return take(data, take_log_response);
}

void is_wrong(const taken& of, fault_code code, std::string_view part)
{
    REQUIRE(of.wrong);
    CHECK(name_of(of.wrong->code) == name_of(code));
    CAPTURE(of.wrong->text);
    CHECK(of.wrong->text.find(part) != std::string::npos);
}

}  // namespace

TEST_SUITE("tool/log_fields")
{
    TEST_CASE("each request has its own end")
    {
        const auto by_time = request(0xA0, "01 01 00 44 0c 80 17 05 09 17 2d 00 00 00");
        CHECK_FALSE(by_time.wrong);
        CHECK(by_time.text() ==
              "logger 1 | count 1 | id 68, volume_v1: Volume | records 12 | longest_answer 128 | "
              "time 2023-05-09 23:45:00");
        const auto last = request(0xA1, "01 02 00 3c 00 44 0c 80");
        CHECK_FALSE(last.wrong);
        CHECK(last.fields.size() == 6);
        const auto by_id = request(0xA2, "01 01 00 44 0c 80 01 02");
        CHECK_FALSE(by_id.wrong);
        CHECK(by_id.fields.back().meaning == "258");
        const auto past = request(0xA3, "01 01 00 44 0c 80 17 05 09 17 2d 00 00 00 00 05");
        CHECK_FALSE(past.wrong);
        CHECK(past.fields.back().name == "record_id");
    }

    TEST_CASE("a request of another length says how long it would be")
    {
        is_wrong(request(0xA1, "01 02 00 3c 00 44 0c"), fault_code::bad_length,
                 "2 registers of a log takes 8 bytes; here are 7");
        is_wrong(request(0xA0, ""), fault_code::bad_length, "here are 0");
        is_wrong(request(0xA2, "01 ff 00"), fault_code::bad_length, "here are 3");
    }

    TEST_CASE("rows after the first take their formats from it")
    {
        const auto answer = response(
            "01 02 00 07 00 3c 03 04 43 00 00 d6 de 00 56 25 02 42 14 f5 "
            "00 08 00 00 d6 df 14 f6 00 07 00 08 10");
        CHECK_FALSE(answer.wrong);
        CHECK(answer.text() ==
              "logger 1 | count 2 | record record 7, with formats | record record 8 | "
              "last_read_out 7 | newest_record 8 | info the end of the log is reached");
        const auto& first = answer.fields[2].fields;
        REQUIRE(first.size() == 3);
        CHECK(first[1].meaning == "heat_energy_e1 (60): 55.006 MWh");
        const auto& second = answer.fields[3].fields;
        REQUIRE(second.size() == 3);
        CHECK(second[1].meaning == "heat_energy_e1 (60): 55.007 MWh");
        CHECK(second[2].meaning == "temp_t1 (86): 53.66 °C");
    }

    TEST_CASE("an empty log has no record, and says so")
    {
        const auto answer = response("01 00 00 00 00 00 05");
        CHECK_FALSE(answer.wrong);
        CHECK(answer.fields.back().meaning == "the log is empty; the request is out of range");
    }

    TEST_CASE("an answer that is cut says where")
    {
        is_wrong(response("01 00 00 00"), fault_code::bad_length, "at least 7 bytes; here are 4");
        is_wrong(response("01 01 00 07 00 3c 03 04 43 00 00 d6"), fault_code::cut_register,
                 "register 60 says that 4 bytes");
        is_wrong(response("01 01 00 07 00 3c 03 01 00 05 00 07"), fault_code::bad_length,
                 "ends with 5 bytes; here are 2");
        is_wrong(response("01 01 00 07 00 3c 03 01 00 05 00 00 07 00 08 10"),
                 fault_code::bad_length, "a record is cut: 1 bytes are left");
    }
}
