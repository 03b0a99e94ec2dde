// SPDX-License-Identifier: Apache-2.0

#include "meter/listener.hpp"

#include <string_view>

#include <doctest/doctest.h>

#include <kmp/value.hpp>

#include "fake/hex.hpp"

using fake::hex;
using kmp2mqtt::core::cause;
using kmp2mqtt::meter::listener;

namespace {

constexpr std::string_view energy_asked = "80 3f 10 01 00 3c b2 5f 0d";
constexpr std::string_view energy_answered = "40 3f 10 00 3c 03 04 43 00 00 d6 de 03 22 0d";
constexpr std::string_view volume_answered = "40 3f 10 00 44 28 04 42 00 02 dc a4 7c 0a 0d";
constexpr std::string_view serial_answered = "40 3f 02 01 23 45 67 e9 56 0d";
constexpr std::string_view energy_damaged = "40 3f 10 00 3c 03 04 43 00 00 d6 df 03 22 0d";

/// Listens after a request for register 60.
struct bench {
    static kmp::request energy()
    {
        kmp::get_register_request asked;
        asked.registers.push_back(kmp::register_id{60});
        return asked;
    }

    listener ear{kmp::address::meter, energy(), hex(energy_asked)};

    bool hears(std::string_view bytes) { return ear.take(hex(bytes)); }
    [[nodiscard]] cause what_came() const { return ear.what_came().why; }
};

}  // namespace

TEST_SUITE("meter/listener")
{
    TEST_CASE_FIXTURE(bench, "all bytes that came are counted, echo and noise included")
    {
        CHECK(!hears("80 3f 10"));
        CHECK(ear.what_came().received == 3);
        CHECK(hears(energy_answered));
        CHECK(std::move(ear).take_answer().received == 3 + 15);
    }

    TEST_CASE_FIXTURE(bench, "an answer is found")
    {
        CHECK(hears(energy_answered));
        const auto got = std::move(ear).take_answer();
        const auto& registers = std::get<kmp::get_register_response>(got.message).registers;
        REQUIRE(registers.size() == 1);
        CHECK(kmp::text(kmp::interpret(registers[0]).value) == "55.006");
    }

    TEST_CASE_FIXTURE(bench, "an answer in pieces is one answer")
    {
        CHECK_FALSE(hears("40 3f 10 00 3c 03 04"));
        CHECK(ear.is_inside_frame());
        CHECK(hears("43 00 00 d6 de 03 22 0d"));
    }

    TEST_CASE_FIXTURE(bench, "the echo of the request is skipped")
    {
        CHECK_FALSE(hears(energy_asked));
        CHECK(what_came() == cause::only_echo);
        CHECK(hears(energy_answered));
    }

    TEST_CASE_FIXTURE(bench, "part of an echo is only an echo")
    {
        CHECK_FALSE(hears("80 3f 10 01"));
        CHECK(what_came() == cause::only_echo);
    }

    TEST_CASE_FIXTURE(bench, "noise before an answer is skipped")
    {
        CHECK_FALSE(hears("00 ff 13 0d 06"));
        CHECK(what_came() == cause::noise);
        CHECK(hears(energy_answered));
    }

    TEST_CASE_FIXTURE(bench, "nothing is silence")
    {
        CHECK(what_came() == cause::silence);
    }

    TEST_CASE_FIXTURE(bench, "a damaged frame is no answer")
    {
        CHECK_FALSE(hears(energy_damaged));
        CHECK(ear.has_damage());
        CHECK(what_came() == cause::bad_checksum);
    }

    TEST_CASE_FIXTURE(bench, "an answer that broke off counts as damaged")
    {
        CHECK_FALSE(hears("40 3f 10 00 3c"));
        CHECK(what_came() == cause::bad_checksum);
    }

    TEST_CASE_FIXTURE(bench, "a late answer to another register is passed over")
    {
        CHECK_FALSE(hears(volume_answered));
        CHECK(what_came() == cause::wrong_answer);
        CHECK(hears(energy_answered));
    }

    TEST_CASE_FIXTURE(bench, "an answer to another command is passed over")
    {
        CHECK_FALSE(hears(serial_answered));
        CHECK(what_came() == cause::wrong_answer);
    }

    TEST_CASE_FIXTURE(bench, "an answer from another address is passed over")
    {
        listener other{kmp::address::logger_top, energy(), hex(energy_asked)};
        CHECK_FALSE(other.take(hex(energy_answered)));
        CHECK(other.what_came().why == cause::wrong_answer);
    }

    TEST_CASE_FIXTURE(bench, "an answer without the register is an answer")
    {
        CHECK(hears("40 3f 10 07 9a 0d"));
        const auto got = std::move(ear).take_answer();
        CHECK(std::get<kmp::get_register_response>(got.message).registers.empty());
    }

    TEST_CASE_FIXTURE(bench, "an answer with a register twice is passed over")
    {
        const auto block = hex("00 3c 03 04 43 00 00 d6 de");
        auto data = block;
        data.insert(data.end(), block.begin(), block.end());
        const kmp::packet twice{
            .destination = kmp::address::meter, .id = kmp::command::get_register, .data = data};
        const auto packet = kmp::datalink::encode(twice);
        CHECK_FALSE(ear.take(kmp::physical::encode(kmp::physical::sender::meter, packet)));
        CHECK(what_came() == cause::wrong_answer);
    }

    TEST_CASE_FIXTURE(bench, "a sound answer whose register runs over its end is no other's")
    {
        const auto data = hex("00 3c 03 ff 43 00 00 d6 de");
        const kmp::packet cut{
            .destination = kmp::address::meter, .id = kmp::command::get_register, .data = data};
        const auto packet = kmp::datalink::encode(cut);
        const auto frame = kmp::physical::encode(kmp::physical::sender::meter, packet);
        CHECK_FALSE(ear.take(frame));
        CHECK(what_came() == cause::malformed);
        CHECK(ear.what_came().text ==
              "an answer that breaks the protocol: a register runs over the end of the data");
        listener other{kmp::address::logger_top, energy(), hex(energy_asked)};
        CHECK_FALSE(other.take(frame));
        CHECK(other.what_came().why == cause::wrong_answer);
    }

    TEST_CASE_FIXTURE(bench, "one byte is told in the singular")
    {
        CHECK_FALSE(hears("06"));
        CHECK(ear.what_came().text == "1 byte of noise, but no frame");
    }

    TEST_CASE_FIXTURE(bench, "the request of another program is not an answer")
    {
        CHECK_FALSE(hears("80 3f 02 35 e9 0d"));
        CHECK(what_came() == cause::noise);
    }
}
