// SPDX-License-Identifier: Apache-2.0

#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <kmp/kmp.hpp>

#include "fake/hex.hpp"

using fake::bytes;
using fake::hex;
using kmp::physical::decoder;
using kmp::physical::sender;
using nlohmann::json;

namespace {

/// Rows of tests/vectors/kmp_frames.jsonl with this outcome: captured, printed and computed frames.
std::vector<json> frames(std::string_view outcome)
{
    std::vector<json> rows;
    std::ifstream file{KMP_VECTORS "/kmp_frames.jsonl"};
    for (std::string line; std::getline(file, line);) {
        auto row = json::parse(line);
        if (row.at("outcome") == outcome) {
            rows.push_back(std::move(row));
        }
    }
    return rows;
}

sender sender_of(const json& row)
{
    return row.at("from") == "meter" ? sender::meter : sender::host;
}

bytes frame_of(const json& row)
{
    return hex(row.at("frame").get<std::string>());
}

/// What the last byte completes, provided that no earlier one completes anything.
decoder::event outcome(decoder& from, const bytes& frame)
{
    auto event = decoder::event::none;
    for (const auto byte : frame) {
        REQUIRE(event == decoder::event::none);
        event = from.push(byte);
    }
    return event;
}

void check_request(const kmp::packet& packet, const json& row)
{
    const auto request = kmp::decode_request(packet);
    REQUIRE(request);
    CHECK(static_cast<int>(kmp::command_of(*request)) == row.at("command"));
    if (row.contains("asked")) {
        std::vector<int> asked;
        for (const auto id : std::get<kmp::get_register_request>(*request).registers) {
            asked.push_back(static_cast<int>(id));
        }
        CHECK(json(asked) == row.at("asked"));
    }
    const auto again = kmp::encode(packet.destination, *request);
    REQUIRE(again);
    CHECK(bytes(again->begin(), again->end()) == frame_of(row));
}

void check_register(const kmp::register_block& block, const json& row)
{
    CHECK(static_cast<int>(block.id) == row.at("id"));
    CHECK(static_cast<int>(block.unit) == row.at("unit"));
    CHECK(kmp::symbol(block.unit) == row.at("symbol").get<std::string>());
    CHECK(block.mantissa.size() == row.at("length"));
    CHECK(bytes{block.sign_exponent} == hex(row.at("sign_exponent").get<std::string>()));
    CHECK(bytes(block.mantissa.begin(), block.mantissa.end()) ==
          hex(row.at("mantissa").get<std::string>()));
    const auto number =
        kmp::decimal::from_bytes(block.mantissa, block.exponent(), block.is_negative());
    CHECK(number.text() == row.at("number").get<std::string>());
    const auto measured = kmp::interpret(block);
    CHECK(measured.id == block.id);
    CHECK(measured.unit == block.unit);
    CHECK(kmp::text(measured.value) == row.at("text").get<std::string>());
}

void check_response(const kmp::packet& packet, const json& row)
{
    const auto response = kmp::decode_response(packet);
    REQUIRE(response);
    if (const auto* const type = std::get_if<kmp::get_type_response>(&*response)) {
        CHECK(type->type_text() == row.at("type").get<std::string>());
        CHECK(type->revision == std::stoi(row.at("revision").get<std::string>(), nullptr, 16));
        CHECK(type->revision_text() == row.at("revision_text").get<std::string>());
    } else if (const auto* const serial = std::get_if<kmp::get_serial_no_response>(&*response)) {
        CHECK(serial->serial == row.at("serial"));
    } else {
        const auto& blocks = std::get<kmp::get_register_response>(*response).registers;
        REQUIRE(blocks.size() == row.at("registers").size());
        for (std::size_t i = 0; i < blocks.size(); ++i) {
            check_register(blocks[i], row.at("registers")[i]);
        }
    }
    const auto again = kmp::encode(packet.destination, *response);
    REQUIRE(again);
    CHECK(bytes(again->begin(), again->end()) == frame_of(row));
}

bool is_message(kmp::command id)
{
    return id == kmp::command::get_type || id == kmp::command::get_serial_no ||
           id == kmp::command::get_register;
}

}  // namespace

TEST_SUITE("kmp/vectors")
{
    TEST_CASE("every perfect frame has exactly its meaning, and its meaning is that frame")
    {
        const auto rows = frames("packet");
        REQUIRE(rows.size() == 48);
        for (const auto& row : rows) {
            CAPTURE(row.at("name").get<std::string>());
            decoder received{sender_of(row)};
            REQUIRE(outcome(received, frame_of(row)) == decoder::event::packet);
            const auto packet = kmp::datalink::decode(received.packet());
            REQUIRE(packet);
            CHECK(static_cast<int>(packet->destination) == row.at("destination"));
            CHECK(static_cast<int>(packet->id) == row.at("command"));
            const auto again =
                kmp::physical::encode(sender_of(row), kmp::datalink::encode(*packet));
            CHECK(bytes(again.begin(), again.end()) == frame_of(row));

            if (!is_message(packet->id)) {
                CHECK(kmp::decode_request(*packet).error() == kmp::errc::unknown_command);
                CHECK(kmp::decode_response(*packet).error() == kmp::errc::unknown_command);
            } else if (row.at("from") == "host") {
                check_request(*packet, row);
            } else {
                check_response(*packet, row);
            }
        }
    }

    TEST_CASE("a printed frame with a wrong checksum is refused")
    {
        const auto rows = frames("bad_checksum");
        REQUIRE(rows.size() == 2);
        for (const auto& row : rows) {
            CAPTURE(row.at("name").get<std::string>());
            decoder received{sender_of(row)};
            REQUIRE(outcome(received, frame_of(row)) == decoder::event::packet);
            CHECK(kmp::datalink::decode(received.packet()).error() == kmp::errc::bad_checksum);
        }
    }

    TEST_CASE("a reserved byte that is not stuffed spoils a frame, its checksum right or not")
    {
        const auto rows = frames("dropped");
        REQUIRE(rows.size() == 1);
        const auto frame = frame_of(rows.front());
        REQUIRE(kmp::datalink::crc(bytes(frame.begin() + 1, frame.end() - 1)) == 0);
        decoder received{sender_of(rows.front())};
        bool is_dropped = false;
        for (const auto byte : frame) {
            const auto event = received.push(byte);
            is_dropped = is_dropped || event == decoder::event::dropped;
            if (event == decoder::event::packet) {
                CHECK_FALSE(kmp::datalink::decode(received.packet()));
            }
        }
        CHECK(is_dropped);
    }

    TEST_CASE("an acknowledge byte is a reply of its own")
    {
        const auto rows = frames("ack");
        REQUIRE(rows.size() == 1);
        decoder received{sender_of(rows.front())};
        CHECK(outcome(received, frame_of(rows.front())) == decoder::event::ack);
    }
}
