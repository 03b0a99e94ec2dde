// SPDX-License-Identifier: Apache-2.0

#include "link/blanker.hpp"

#include <algorithm>
#include <chrono>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include <kmp/physical.hpp>

#include "fake/frames.hpp"
#include "fake/hex.hpp"

namespace {

using namespace std::chrono_literals;
using kmp2mqtt::link::blanker;
using kmp2mqtt::link::pieces;
using time_point = kmp2mqtt::core::clock::time_point;

constexpr std::string_view ask_serial = "80 3f 02 35 e9 0d";
constexpr std::string_view ask_type = "80 3f 01 05 8a 0d";
constexpr std::string_view serial_answer = "40 3f 02 04 3e f4 07 15 bb 0d";
constexpr std::string_view serial_blanked = "40 3f 02 00 00 00 00 ae 0c 0d";

time_point at(std::chrono::milliseconds when)
{
    return time_point{when};
}

/// "100: 40 3f; 200: 02 (note)"
std::string text(const pieces& all)
{
    std::string result;
    for (const auto& each : all) {
        result += result.empty() ? "" : "; ";
        result += std::to_string(
            std::chrono::duration_cast<std::chrono::milliseconds>(each.when.time_since_epoch())
                .count());
        result += ": " + fake::hex_text(each.bytes);
        result += each.note.empty() ? "" : " (" + std::string{each.note} + ")";
    }
    return result;
}

/// The same without times and notes.
std::string bytes(const pieces& all)
{
    fake::bytes result;
    for (const auto& each : all) {
        result.insert(result.end(), each.bytes.begin(), each.bytes.end());
    }
    return fake::hex_text(result);
}

/// A line on which something was asked at 0 ms.
struct asked {
    explicit asked(std::string_view request) { line.sent(at(0ms), fake::hex(request)); }

    pieces hear(std::chrono::milliseconds when, std::string_view heard)
    {
        return line.received(at(when), fake::hex(heard));
    }

    blanker line;
};

}  // namespace

TEST_SUITE("link/blanker")
{
    TEST_CASE("a serial number becomes 0, and its frame stays sound")
    {
        asked here{ask_serial};
        CHECK(text(here.hear(100ms, serial_answer)) ==
              "100: " + std::string{serial_blanked} + " (number blanked)");
    }

    TEST_CASE("a frame in pieces is held back until it is whole, and keeps its times")
    {
        asked here{ask_serial};
        CHECK(here.hear(100ms, "40 3f").empty());
        CHECK(here.hear(110ms, "02 04 3e f4 07").empty());
        CHECK(text(here.hear(120ms, "15 bb 0d")) ==
              "100: 40 3f (number blanked); 110: 02 00 00 00 00 (number blanked); "
              "120: ae 0c 0d (number blanked)");
        CHECK(here.line.rest().empty());
    }

    TEST_CASE("stuffing is made anew where digits or the checksum change")
    {
        // Serial number 0x06400d1b: every byte of it is stuffed.
        const auto frame = kmp::encode(
            kmp::address::meter, kmp::response{kmp::get_serial_no_response{.serial = 0x06400d1b}});
        asked here{ask_serial};
        CHECK(bytes(here.hear(1ms, fake::hex_text(*frame))) == serial_blanked);
        // Register 1010 with one digit, after which the checksum holds a byte to be stuffed or not.
        for (unsigned digit = 0; digit < 256; ++digit) {
            for (unsigned id : {60U, 1010U}) {
                const fake::bytes mantissa{static_cast<std::uint8_t>(digit)};
                kmp::get_register_response answer;
                answer.registers.push_back({.id = kmp::register_id{86},
                                            .unit = kmp::unit::celsius,
                                            .sign_exponent = 0x42,
                                            .mantissa = mantissa});
                answer.registers.push_back({.id = kmp::register_id{static_cast<std::uint16_t>(id)},
                                            .unit = kmp::unit::number,
                                            .sign_exponent = 0,
                                            .mantissa = mantissa});
                const auto sent = *kmp::encode(kmp::address::meter, kmp::response{answer});
                kmp::get_register_response zero;
                zero.registers.push_back(answer.registers[0]);
                auto last = answer.registers[1];
                const fake::bytes none{0};
                last.mantissa = id == 1010 ? std::span{none} : std::span{mantissa};
                zero.registers.push_back(last);
                const auto expected = *kmp::encode(kmp::address::meter, kmp::response{zero});
                asked other{ask_type};
                CHECK(bytes(other.hear(1ms, fake::hex_text(sent))) == fake::hex_text(expected));
            }
        }
    }

    TEST_CASE("an answer without private numbers stays byte for byte, also one stuffed oddly")
    {
        asked here{ask_type};
        const auto frame = fake::hex_text(fake::answers({kmp::register_id{60}}));
        CHECK(text(here.hear(5ms, frame)) == "5: " + frame);
    }

    TEST_CASE("noise before and between frames is told at once, with its time")
    {
        asked here{ask_type};
        CHECK(text(here.hear(5ms, "00 f1")) == "5: 00 f1");
        CHECK(text(here.hear(6ms, "ff " + std::string{serial_answer} + " 12")) ==
              "6: ff; 6: " + std::string{serial_blanked} + " (number blanked); 6: 12");
    }

    TEST_CASE("a broken frame that can hold no number stays as it came")
    {
        asked here{ask_type};
        CHECK(here.hear(5ms, "40 3f 10 00 3c").empty());
        CHECK(text(here.hear(9ms, "02 01 0d")) == "5: 40 3f 10 00 3c; 9: 02 01 0d");
    }

    TEST_CASE("a damaged frame that may hold a number is unreadable, but for its ends")
    {
        asked here{ask_type};
        CHECK(text(here.hear(5ms, "40 3f 02 04 3e f4 07 15 bc 0d")) ==
              "5: 40 ff ff ff ff ff ff ff ff 0d (damaged, may hold a number: blanked)");
        CHECK(bytes(here.hear(6ms, "40 3f 10 03 e9 33 04 00 04 3e f4 07 00 00 0d")) ==
              "40 ff ff ff ff ff ff ff ff ff ff ff ff ff 0d");
    }

    TEST_CASE("a frame cut short by the next one is told before it")
    {
        asked here{ask_serial};
        CHECK(bytes(here.hear(5ms, "40 3f 02 04 3e " + std::string{serial_answer})) ==
              "40 ff ff ff ff " + std::string{serial_blanked});
    }

    TEST_CASE("what is held back can be had, and its end is still not told")
    {
        asked here{ask_type};
        CHECK(here.hear(5ms, "40 3f 02 04").empty());
        CHECK(bytes(here.line.rest()) == "40 ff ff ff");
        CHECK(here.line.rest().empty());
        here.line.sent(at(6ms), fake::hex(ask_type));
        CHECK(bytes(here.hear(7ms, "3e f4 07 15 bb 0d")) == "ff ff ff ff ff 0d");
        CHECK(bytes(here.hear(8ms, "3e")) == "3e");
    }

    TEST_CASE("a number without the start of its frame is not told while its answer is awaited")
    {
        asked here{ask_serial};
        here.line.sent(at(1ms), fake::hex(ask_type));
        CHECK(text(here.hear(60'000ms, "3f 02 04 3e f4 07 15 bb 0d")) ==
              "60000: ff ff ff ff ff ff ff ff (no frame, may hold a number: blanked); 60000: 0d");
        CHECK(bytes(here.hear(60'001ms, "3f 02 04")) == "3f 02 04");
    }

    TEST_CASE("an answer is awaited until something else is asked, however long that takes")
    {
        asked here{ask_serial};
        CHECK(bytes(here.hear(3'600'000ms, "02 04 3e f4 07 15 bb 0d")) ==
              "ff ff ff ff ff ff ff 0d");
        here.line.sent(at(3'700'000ms), fake::hex(ask_serial));
        CHECK(bytes(here.hear(7'300'000ms, "40 3f 02 04 3e f4 07 15 bc 0d")) ==
              "40 ff ff ff ff ff ff ff ff 0d");
        here.line.sent(at(7'400'000ms), fake::hex(ask_type));
        CHECK(bytes(here.hear(7'400'100ms, "3f 01 00")) == "3f 01 00");
    }

    TEST_CASE("a late answer is blanked although something else was asked meanwhile")
    {
        asked here{ask_serial};
        here.line.sent(at(4000ms), fake::hex(ask_type));
        CHECK(bytes(here.hear(4100ms, "02 04 3e f4 07 15 bb 0d")) == "ff ff ff ff ff ff ff 0d");
    }

    TEST_CASE("the echo of a request is no private number")
    {
        asked here{ask_serial};
        CHECK(text(here.hear(50ms, ask_serial)) == "50: " + std::string{ask_serial});
        CHECK(bytes(here.hear(100ms, serial_answer)) == serial_blanked);
        // Once more is no echo.
        CHECK(bytes(here.hear(200ms, "80 3f")) == "ff ff");
    }

    TEST_CASE("a frame without end is not held back for ever")
    {
        asked here{ask_type};
        const fake::bytes endless(kmp::physical::max_frame + 10, 0x11);
        CHECK(here.hear(1ms, "40 3f 10").empty());
        const auto told = here.line.received(at(2ms), endless);
        CHECK(bytes(told).size() == 3 * (3 + endless.size()) - 1);
        CHECK(here.line.rest().empty());
    }

    TEST_CASE("however a serial number is cut, damaged and disturbed, it is not told")
    {
        std::mt19937 luck{2};  // NOLINT(cert-msc51-cpp): the same cases each time
        const auto digits = fake::hex("04 3e f4 07");
        for (int round = 0; round < 2000; ++round) {
            auto stream = fake::hex(serial_answer);
            for (auto damage = luck() % 4; damage > 0; --damage) {
                const auto where = static_cast<std::ptrdiff_t>(luck() % stream.size());
                switch (luck() % 3) {
                    case 0:
                        stream.insert(stream.begin() + where, static_cast<std::uint8_t>(luck()));
                        break;
                    case 1:
                        stream.erase(stream.begin() + where);
                        break;
                    default:
                        stream[static_cast<std::size_t>(where)] ^=
                            static_cast<std::uint8_t>(1U << (luck() % 8));
                }
            }
            asked here{ask_serial};
            fake::bytes told;
            const auto keep = [&told](const pieces& all) {
                for (const auto& each : all) {
                    told.insert(told.end(), each.bytes.begin(), each.bytes.end());
                }
            };
            for (std::size_t done = 0; done < stream.size();) {
                const auto size = std::min<std::size_t>(1 + (luck() % 4), stream.size() - done);
                keep(here.line.received(at(10ms), std::span{stream}.subspan(done, size)));
                done += size;
                if (luck() % 4 == 0) {
                    keep(here.line.rest());
                }
            }
            keep(here.line.rest());
            CAPTURE(fake::hex_text(stream));
            CAPTURE(fake::hex_text(told));
            for (const auto digit : {digits[1], digits[2], digits[3]}) {
                CHECK(std::ranges::find(told, digit) == told.end());
            }
        }
    }
}
