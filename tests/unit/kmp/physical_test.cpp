// SPDX-License-Identifier: Apache-2.0

#include <cstdint>
#include <vector>

#include <doctest/doctest.h>

#include <kmp/physical.hpp>

#include "fake/hex.hpp"

using fake::bytes;
using fake::hex;
using kmp::physical::decoder;
using kmp::physical::max_packet;
using kmp::physical::sender;
using event = decoder::event;

namespace {

bytes framed(sender from, const bytes& packet)
{
    const auto frame = kmp::physical::encode(from, packet);
    return {frame.begin(), frame.end()};
}

bytes joined(bytes left, const bytes& right)
{
    left.insert(left.end(), right.begin(), right.end());
    return left;
}

std::vector<bytes> packets_in(decoder& received, const bytes& stream)
{
    std::vector<bytes> packets;
    for (const auto byte : stream) {
        if (received.push(byte) == event::packet) {
            packets.emplace_back(received.packet().begin(), received.packet().end());
        }
    }
    return packets;
}

std::vector<bytes> packets_from_meter(const bytes& stream)
{
    decoder received{sender::meter};
    return packets_in(received, stream);
}

/// What each byte of the stream completes, the silent ones left out.
std::vector<event> events_in(const bytes& stream)
{
    decoder received{sender::meter};
    std::vector<event> events;
    for (const auto byte : stream) {
        if (const auto what = received.push(byte); what != event::none) {
            events.push_back(what);
        }
    }
    return events;
}

using packets = std::vector<bytes>;
using events = std::vector<event>;

}  // namespace

TEST_SUITE("kmp/physical")
{
    TEST_CASE("the five reserved bytes are escaped and inverted, whoever sends")
    {
        const auto packet = hex("80 40 0d 06 1b");
        CHECK(framed(sender::meter, packet) == hex("40 1b7f 1bbf 1bf2 1bf9 1be4 0d"));
        CHECK(framed(sender::host, packet) == hex("80 1b7f 1bbf 1bf2 1bf9 1be4 0d"));
    }

    TEST_CASE("no other byte is changed")
    {
        for (unsigned byte = 0; byte < 256; ++byte) {
            CAPTURE(byte);
            const bytes packet{static_cast<std::uint8_t>(byte)};
            const bool is_reserved =
                byte == 0x80 || byte == 0x40 || byte == 0x0D || byte == 0x06 || byte == 0x1B;
            CHECK(framed(sender::host, packet).size() == (is_reserved ? 4 : 3));
        }
    }

    TEST_CASE("any packet comes back from its frame")
    {
        for (const auto from : {sender::meter, sender::host}) {
            for (unsigned byte = 0; byte < 256; ++byte) {
                CAPTURE(byte);
                const auto value = static_cast<std::uint8_t>(byte);
                const bytes packet{value, 0x1B, value, value};
                decoder received{from};
                CHECK(packets_in(received, framed(from, packet)) == packets{packet});
            }
        }
    }

    TEST_CASE("an escape byte and the byte after it do not run together")
    {
        // Replaced one kind after the other, 1b e4 7f becomes 1b 7f, and that 80.
        for (const auto* const packet :
             {"1b 7f", "1b bf", "1b f2", "1b f9", "1b e4", "1b f9 1b e4"}) {
            CAPTURE(packet);
            CHECK(packets_from_meter(framed(sender::meter, hex(packet))) == packets{hex(packet)});
        }
    }

    TEST_CASE("our own echo is invisible")
    {
        const auto request = hex("80 3f 10 01 1bbf 1b7f 0d");
        CHECK(events_in(request).empty());
        CHECK(packets_from_meter(joined(request, hex("40 3f 10 0d"))) == packets{hex("3f 10")});
    }

    TEST_CASE("noise before a frame is skipped, the meter's lone zero too")
    {
        CHECK(packets_from_meter(hex("00 0d ff 1b 40 3f 10 0d")) == packets{hex("3f 10")});
    }

    TEST_CASE("frames may follow each other at once, or in pieces")
    {
        CHECK(packets_from_meter(hex("40 01 0d 40 02 0d")) == packets{hex("01"), hex("02")});
        decoder received{sender::meter};
        CHECK(packets_in(received, hex("40 3f 1b")).empty());
        CHECK(received.is_inside());
        CHECK(packets_in(received, hex("f9 0d")) == packets{hex("3f 06")});
        CHECK_FALSE(received.is_inside());
    }

    TEST_CASE("an acknowledge byte counts outside a frame only")
    {
        CHECK(events_in(hex("06")) == events{event::ack});
        CHECK(events_in(hex("40 3f 06")) == events{event::dropped});
        CHECK(events_in(hex("40 3f 0d 06")) == events{event::packet, event::ack});
    }

    TEST_CASE("a broken frame is dropped and the next one is found")
    {
        const auto next = hex("40 02 0d");
        const auto stream_of = [&](const bytes& broken) { return joined(broken, next); };
        const events one_lost{event::dropped, event::packet};

        SUBCASE("cut short by a start byte")
        {
            CHECK(events_in(stream_of(hex("40 01"))) == one_lost);
        }
        SUBCASE("cut short by a start byte after an escape")
        {
            CHECK(events_in(stream_of(hex("40 01 1b"))) == one_lost);
        }
        SUBCASE("empty")
        {
            CHECK(events_in(stream_of(hex("40 0d"))) == one_lost);
        }
        SUBCASE("stopped after an escape")
        {
            CHECK(events_in(stream_of(hex("40 01 1b 0d"))) == one_lost);
        }
        SUBCASE("with the other start byte inside")
        {
            CHECK(events_in(stream_of(hex("40 01 80 03 0d"))) == one_lost);
        }
        SUBCASE("with an escape before a byte that is no inverse")
        {
            CHECK(events_in(stream_of(hex("40 01 1b 00 03 0d"))) == one_lost);
            CHECK(events_in(stream_of(hex("40 01 1b 1b 03 0d"))) == one_lost);
        }
    }

    TEST_CASE("of 256 bytes after an escape, five are accepted")
    {
        const auto is_inverse = [](unsigned byte) {
            return byte == 0x7F || byte == 0xBF || byte == 0xF2 || byte == 0xF9 || byte == 0xE4;
        };
        for (unsigned byte = 0; byte < 256; ++byte) {
            CAPTURE(byte);
            const auto stream = joined(hex("40 01 1b"), {static_cast<std::uint8_t>(byte), 0x0D});
            CHECK((events_in(stream).front() == event::packet) == is_inverse(byte));
        }
    }

    TEST_CASE("the longest packet fits, one byte more does not")
    {
        const bytes longest(max_packet, 0x1B);
        const auto frame = framed(sender::meter, longest);
        CHECK(frame.size() == kmp::physical::max_frame);
        CHECK(packets_from_meter(frame) == packets{longest});

        auto too_long = hex("40");
        too_long.insert(too_long.end(), max_packet + 1, 0x55);
        too_long.push_back(kmp::physical::stop_byte);
        CHECK(events_in(too_long) == events{event::dropped});
    }

    TEST_CASE("a decoder for the host's frames sees nothing that a meter sends")
    {
        decoder received{sender::host};
        CHECK(packets_in(received, hex("40 3f 10 0d 80 3f 01 05 8a 0d")) ==
              packets{hex("3f 01 05 8a")});
    }
}
