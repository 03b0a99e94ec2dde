// SPDX-License-Identifier: Apache-2.0

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <variant>

#include <doctest/doctest.h>

#include <kmp/message.hpp>

#include "fake/hex.hpp"

using fake::bytes;
using fake::hex;
using kmp::address;
using kmp::command;
using kmp::errc;

namespace {

bytes frame_of(const kmp::request& message)
{
    const auto frame = kmp::encode(address::meter, message);
    REQUIRE(frame);
    return {frame->begin(), frame->end()};
}

bytes frame_of(const kmp::response& message)
{
    const auto frame = kmp::encode(address::meter, message);
    REQUIRE(frame);
    return {frame->begin(), frame->end()};
}

errc refused_request(command id, const bytes& data)
{
    const auto request = kmp::decode_request({.id = id, .data = data});
    REQUIRE_FALSE(request);
    return request.error();
}

errc refused_response(command id, const bytes& data)
{
    const auto response = kmp::decode_response({.id = id, .data = data});
    REQUIRE_FALSE(response);
    return response.error();
}

/// `count` register blocks without a mantissa.
bytes empty_blocks(std::size_t count)
{
    return bytes(count * 5);
}

}  // namespace

TEST_SUITE("kmp/message")
{
    TEST_CASE("requests are the frames of the specification")
    {
        CHECK(frame_of(kmp::get_type_request{}) == hex("80 3f 01 05 8a 0d"));
        CHECK(frame_of(kmp::get_serial_no_request{}) == hex("80 3f 02 35 e9 0d"));
        kmp::get_register_request asked;
        asked.registers.push_back(kmp::register_id{128});
        CHECK(frame_of(asked) == hex("80 3f 10 01 00 1b7f d4 08 0d"));
    }

    TEST_CASE("no request writes to a meter: what can be encoded has command 01, 02 or 10")
    {
        static_assert(std::is_same_v<kmp::request,
                                     std::variant<kmp::get_type_request, kmp::get_serial_no_request,
                                                  kmp::get_register_request>>);
        kmp::get_register_request asked;
        asked.registers.push_back(kmp::register_id{60});
        const std::array<kmp::request, std::variant_size_v<kmp::request>> all{
            kmp::get_type_request{}, kmp::get_serial_no_request{}, asked};
        const bytes reading{0x01, 0x02, 0x10};
        for (std::size_t each = 0; each < all.size(); ++each) {
            REQUIRE(all.at(each).index() == each);
            CHECK(frame_of(all.at(each)).at(2) == reading.at(each));
        }
    }

    TEST_CASE("responses are the frames of the specification")
    {
        CHECK(frame_of(kmp::get_type_response{.type = 4, .revision = 0x0601}) ==
              hex("40 3f 01 00 04 1bf9 01 26 99 0d"));
        CHECK(frame_of(kmp::get_serial_no_response{.serial = 0x01234567}) ==
              hex("40 3f 02 01 23 45 67 e9 56 0d"));
        CHECK(frame_of(kmp::get_register_response{}) == hex("40 3f 10 07 9a 0d"));
    }

    TEST_CASE("a request carries the command of its kind")
    {
        CHECK(kmp::command_of(kmp::get_type_request{}) == command::get_type);
        CHECK(kmp::command_of(kmp::get_serial_no_request{}) == command::get_serial_no);
        CHECK(kmp::command_of(kmp::get_register_request{}) == command::get_register);
    }

    TEST_CASE("a request for no register cannot be made")
    {
        CHECK(kmp::encode(address::meter, kmp::get_register_request{}).error() ==
              errc::no_registers);
    }

    TEST_CASE("a meter understands 1 to 8 registers and no other request")
    {
        const auto data = hex("02 00 3c 00 44");
        const auto request = kmp::decode_request({.id = command::get_register, .data = data});
        REQUIRE(request);
        const auto& registers = std::get<kmp::get_register_request>(*request).registers;
        REQUIRE(registers.size() == 2);
        CHECK(registers[0] == kmp::register_id{60});
        CHECK(registers[1] == kmp::register_id{68});

        CHECK(refused_request(command::get_register, {}) == errc::bad_length);
        CHECK(refused_request(command::get_register, hex("00")) == errc::no_registers);
        CHECK(refused_request(command::get_register, hex("09")) == errc::too_many_registers);
        CHECK(refused_request(command::get_register, hex("02 00 3c 00")) == errc::bad_length);
        CHECK(refused_request(command::get_register, hex("01 00 3c 00 44")) == errc::bad_length);
        CHECK(refused_request(command::get_type, hex("00")) == errc::bad_length);
        CHECK(refused_request(command::get_serial_no, hex("00")) == errc::bad_length);
        CHECK(refused_request(command{0x09}, {}) == errc::unknown_command);
    }

    TEST_CASE("registers are answered with mantissas of any length")
    {
        const auto data = hex("0044 28 04 42 00 02 dc a4  0056 25 02 42 14 f5  003c 08 00 00");
        const auto response = kmp::decode_response({.id = command::get_register, .data = data});
        REQUIRE(response);
        const auto& blocks = std::get<kmp::get_register_response>(*response).registers;
        REQUIRE(blocks.size() == 3);
        CHECK(blocks[0].id == kmp::register_id{68});
        CHECK(blocks[0].mantissa.size() == 4);
        CHECK(blocks[1].unit == kmp::unit::celsius);
        CHECK(blocks[1].exponent() == -2);
        CHECK_FALSE(blocks[1].is_negative());
        CHECK(blocks[2].id == kmp::register_id{60});
        CHECK(blocks[2].mantissa.empty());
    }

    TEST_CASE("sign and exponent are read from one byte")
    {
        const auto block = [](std::uint8_t byte) {
            kmp::register_block made;
            made.sign_exponent = byte;
            return made;
        };
        CHECK(block(0x3F).exponent() == 63);
        CHECK(block(0x7F).exponent() == -63);
        CHECK(block(0x40).exponent() == 0);
        CHECK(block(0xC2).exponent() == -2);
        CHECK(block(0xC2).is_negative());
    }

    TEST_CASE("a register that runs over the end spoils the answer")
    {
        const auto whole = hex("0044 28 04 42 00 02 dc a4");
        for (std::size_t size = 1; size < whole.size(); ++size) {
            CAPTURE(size);
            const bytes cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size));
            CHECK(refused_response(command::get_register, cut) == errc::truncated_register);
        }
    }

    TEST_CASE("eight registers are answered, nine are too many")
    {
        const auto eight = empty_blocks(8);
        CHECK(kmp::decode_response({.id = command::get_register, .data = eight}));
        CHECK(refused_response(command::get_register, empty_blocks(9)) == errc::too_many_registers);
    }

    TEST_CASE("the longest answer of all fills a packet and comes back")
    {
        const bytes mantissa(255, 0x0D);
        kmp::get_register_response answer;
        while (!answer.registers.is_full()) {
            answer.registers.push_back({.sign_exponent = 0x42, .mantissa = mantissa});
        }
        kmp::physical::decoder received{kmp::physical::sender::meter};
        for (const auto byte : frame_of(answer)) {
            static_cast<void>(received.push(byte));
        }
        CHECK(received.packet().size() == kmp::physical::max_packet);
        const auto packet = kmp::datalink::decode(received.packet());
        REQUIRE(packet);
        const auto again = kmp::decode_response(*packet);
        REQUIRE(again);
        CHECK(frame_of(*again) == frame_of(answer));
    }

    TEST_CASE("a mantissa of 256 bytes cannot be sent")
    {
        const bytes mantissa(256);
        kmp::get_register_response answer;
        answer.registers.push_back({.mantissa = mantissa});
        CHECK(kmp::encode(address::meter, answer).error() == errc::not_representable);
    }

    TEST_CASE("type and serial number are four bytes")
    {
        CHECK(refused_response(command::get_type, hex("00 04 06")) == errc::bad_length);
        CHECK(refused_response(command::get_serial_no, hex("01 23 45 67 89")) == errc::bad_length);
        CHECK(refused_response(command{0xFF}, {}) == errc::unknown_command);
        const auto data = hex("89 ab cd ef");
        const auto response = kmp::decode_response({.id = command::get_serial_no, .data = data});
        REQUIRE(response);
        CHECK(std::get<kmp::get_serial_no_response>(*response).serial == 0x89ABCDEF);
    }

    TEST_CASE("type and revision are shown as Kamstrup shows them")
    {
        const kmp::get_type_response known{.type = 0x001A, .revision = 0x0601};
        CHECK(known.type_text() == "001A");
        CHECK(known.revision_text() == "F1");
        CHECK(kmp::get_type_response{.revision = 0x1A0C}.revision_text() == "Z12");
        CHECK(kmp::get_type_response{.revision = 0}.revision_text().empty());
        CHECK(kmp::get_type_response{.revision = 0x1B01}.revision_text().empty());
    }
}
