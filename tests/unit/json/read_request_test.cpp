// SPDX-License-Identifier: Apache-2.0

#include "json/read_request.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

using namespace kmp2mqtt;
using namespace std::chrono_literals;

namespace {

std::vector<int> registers(std::string_view payload)
{
    const auto request = json::parse_read_request(payload);
    REQUIRE_MESSAGE(request, payload);
    std::vector<int> numbers;
    for (const auto id : request->registers) {
        numbers.push_back(static_cast<int>(id));
    }
    return numbers;
}

json::refused_request refusal(std::string_view payload)
{
    const auto request = json::parse_read_request(payload);
    REQUIRE_MESSAGE(!request, payload);
    return request.error();
}

std::string code(std::string_view payload)
{
    return refusal(payload).code;
}

std::string transaction(const std::string& scalar)
{
    const auto request = json::parse_read_request(R"({"transaction":)" + scalar + "}");
    REQUIRE_MESSAGE(request, scalar);
    return request->transaction;
}

std::string list_of(int count)
{
    std::string list = "[0";
    for (int number = 1; number < count; ++number) {
        list += "," + std::to_string(number);
    }
    return list + "]";
}

const std::vector<int> configured_set;

}  // namespace

TEST_SUITE("json/read_request")
{
    TEST_CASE("nothing, PRESS and an empty object ask for the configured registers")
    {
        for (const auto* const payload : {"", " \r\n", "PRESS", " PRESS\n", "{}", "{ }"}) {
            CHECK(registers(payload) == configured_set);
        }
        CHECK(registers(R"({"transaction":1})") == configured_set);
    }

    TEST_CASE("a register is a number, a hex number or a name, with and without quotes")
    {
        CHECK(registers("60") == std::vector{60});
        CHECK(registers("0x4A") == std::vector{0x4A});
        CHECK(registers("temp_t1") == std::vector{86});
        CHECK(registers("register_65535") == std::vector{65535});
        CHECK(registers(R"("temp_t1")") == std::vector{86});
        CHECK(registers(R"("0x4a")") == std::vector{0x4A});
        CHECK(registers(R"("60")") == std::vector{60});
        CHECK(registers("0") == std::vector{0});
    }

    TEST_CASE("a list keeps its order")
    {
        CHECK(registers(R"([60,"temp_t1","0x4A"])") == std::vector{60, 86, 0x4A});
        CHECK(registers(R"({"registers":[99,60]})") == std::vector{99, 60});
    }

    TEST_CASE("at most 32 registers are read by one command")
    {
        CHECK(registers(list_of(32)).size() == 32);
        CHECK(code(list_of(33)) == "bad_request");
    }

    TEST_CASE("a register that is named twice is refused")
    {
        CHECK(code("[60,60]") == "bad_request");
        CHECK(refusal(R"([60,"heat_energy_e1"])").message == "heat_energy_e1 is asked for twice");
    }

    TEST_CASE("an unknown name is told from a wrong shape, with the nearest name")
    {
        CHECK(code("no_such_thing_at_all") == "unknown_register");
        CHECK(code(R"([60,"temp_x1"])") == "unknown_register");
        CHECK(refusal("temp_t11").message.find("temp_t1") != std::string::npos);
        CHECK(code(R"("")") == "unknown_register");
    }

    TEST_CASE("a command does not end at a zero byte")
    {
        using namespace std::string_literals;
        CHECK(code("{}\0[18"s) == "bad_request");
        CHECK(refusal("[60]\0"s).message == "the JSON is wrong at byte 5");
    }

    TEST_CASE("any other shape is refused")
    {
        for (const auto* const payload : {"[]",
                                          R"({"registers":[]})",
                                          "-1",
                                          "[-1]",
                                          "65536",
                                          "[65536]",
                                          R"("0x10000")",
                                          "0x",
                                          "[18446744073709551616]",
                                          "60.0",
                                          "[60.0]",
                                          "[6e1]",
                                          "[1e999]",
                                          "true",
                                          "[true]",
                                          "null",
                                          "[null]",
                                          R"({"registers":60})",
                                          R"({"registers":"power"})",
                                          R"({"registers":null})",
                                          R"({"registers":{}})",
                                          R"({"registers":[[60]]})",
                                          "[[60]]",
                                          "[{}]",
                                          "{",
                                          "{}{}",
                                          "[60",
                                          "[60,]",
                                          "\"open",
                                          "60 61",
                                          "temp t1",
                                          "\xFF\xFE",
                                          "[\"\xFF\"]",
                                          R"({"registers":[60],"registers":[61]})",
                                          R"({"max_age":10})",
                                          R"({"max_age":"-1s"})",
                                          R"({"max_age":"soon"})",
                                          R"({"max_age":["1s"]})"}) {
            CAPTURE(payload);
            CHECK(code(payload) == "bad_request");
            CHECK(!refusal(payload).message.empty());
        }
    }

    TEST_CASE("an unknown key is named, with those that are allowed")
    {
        CHECK(refusal(R"({"register":60})").message ==
              R"("register" is no key; allowed are registers, transaction and max_age)");
    }

    TEST_CASE("the age that will do is a duration")
    {
        CHECK(!json::parse_read_request("60")->max_age);
        CHECK(json::parse_read_request(R"({"max_age":"0s"})")->max_age == 0ms);
        CHECK(json::parse_read_request(R"({"max_age":"1500ms"})")->max_age == 1500ms);
    }

    TEST_CASE("a transaction comes back as it was written")
    {
        for (const auto* const scalar :
             {"null", "true", "false", "17", "-3", "1.10", "1e3", "18446744073709551615",
              "123456789012345678901234567890", R"("any text")", R"("a\"b")", R"("m³")"}) {
            CHECK(transaction(scalar) == scalar);
        }
        CHECK(json::parse_read_request("60")->transaction == "null");
    }

    TEST_CASE("a transaction has at most 256 bytes")
    {
        CHECK(transaction('"' + std::string(254, 'x') + '"').size() == 256);
        CHECK(code(R"({"transaction":")" + std::string(255, 'x') + "\"}") == "bad_request");
        CHECK(code(R"({"transaction":[1]})") == "bad_request");
        CHECK(code(R"({"transaction":{"a":1}})") == "bad_request");
    }

    TEST_CASE("a refusal gives back the transaction wherever it stands")
    {
        CHECK(refusal(R"({"transaction":7,"registers":[]})").transaction == "7");
        CHECK(refusal(R"({"registers":["nope"],"transaction":"a"})").transaction == R"("a")");
        CHECK(refusal(R"({"registers":[{"transaction":8}],"transaction":9})").transaction == "9");
        CHECK(refusal(R"({"other":1,"transaction":1.10})").transaction == "1.10");
        CHECK(refusal(R"({"transaction":7,)").transaction == "null");
    }

    TEST_CASE("long and deep payloads are refused at once")
    {
        CHECK(code(std::string(1U << 20U, '[')) == "bad_request");
        CHECK(code(std::string(4096, '[')) == "bad_request");
        CHECK(code(std::string(2048, '[') + std::string(2048, ']')) == "bad_request");
        CHECK(code(std::string(4097, ' ')) == "bad_request");
        CHECK(code(std::string(4096, 'x')) == "unknown_register");
        CHECK(refusal(std::string(4096, 'x')).message.size() < 200);
    }
}
