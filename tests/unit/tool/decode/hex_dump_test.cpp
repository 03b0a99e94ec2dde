// SPDX-License-Identifier: Apache-2.0

#include "tool/decode/hex_dump.hpp"

#include <string>

#include <doctest/doctest.h>

#include "fake/hex.hpp"
#include "tool/decode/hex_input.hpp"

using fake::hex;
using kmp2mqtt::tool::read_hex;

namespace {

const auto frames = hex("80 3f 01 05 8a 0d 40 3f 01 00 04 1b f9 01 26 99 0d 06");

}  // namespace

TEST_SUITE("tool/hex_dump")
{
    TEST_CASE("what common programs write of a file are the file's bytes, and know their line")
    {
        for (const auto* const text : {
                 // xxd
                 "00000000: 803f 0105 8a0d 403f 0100 041b f901 2699  .?....@?......&.\n"
                 "00000010: 0d06                                     ..\n",
                 // xxd -g 1
                 "00000000: 80 3f 01 05 8a 0d 40 3f 01 00 04 1b f9 01 26 99  .?....@?......&.\n"
                 "00000010: 0d 06                                            ..\n",
                 // hexdump -C
                 "00000000  80 3f 01 05 8a 0d 40 3f  01 00 04 1b f9 01 26 99  |.?....@?......&.|\n"
                 "00000010  0d 06                                             |..|\n"
                 "00000012\n",
                 // od -tx1
                 "0000000 80 3f 01 05 8a 0d 40 3f 01 00 04 1b f9 01 26 99\n"
                 "0000020 0d 06\n"
                 "0000022\n",
                 // od -A x -tx1z
                 "000000 80 3f 01 05 8a 0d 40 3f 01 00 04 1b f9 01 26 99  >.?....@?......&.<\n"
                 "000010 0d 06                                            >..<\n"
                 "000012\n",
             }) {
            CAPTURE(text);
            const auto input = read_hex(text);
            REQUIRE(input);
            REQUIRE(input->stretches.size() == 1);
            CHECK(input->stretches[0].bytes == frames);
            CHECK(input->stretches[0].line_of(15) == 1);
            CHECK(input->stretches[0].line_of(16) == 2);
        }
    }

    TEST_CASE("one line with its characters is enough")
    {
        const auto input = read_hex("00000000  80 3f 01 05 8a 0d   |.?....|\n");
        REQUIRE(input);
        REQUIRE(input->stretches.size() == 1);
        CHECK(input->stretches[0].bytes == hex("80 3f 01 05 8a 0d"));
    }

    TEST_CASE("what only looks like a dump is read as hex")
    {
        const auto plain = read_hex("000000 80 3f 01 05 8a 0d\n");
        REQUIRE(plain);
        CHECK(plain->stretches[0].bytes == hex("00 00 00 80 3f 01 05 8a 0d"));
        // hexdump without -C: words in the machine's order
        CHECK_FALSE(read_hex("0000000 3f80 0501 0d8a\n0000006\n"));
        // lines are missing, so the offsets prove nothing
        CHECK_FALSE(read_hex("0000000 80 3f\n0000020 0d 06\n0000022\n"));
    }

    TEST_CASE("bytes that are no text are the frames themselves")
    {
        const auto input = read_hex({"\x80\x3f\x01\x05\x8a\x0d", 6});
        REQUIRE(input);
        REQUIRE(input->stretches.size() == 1);
        CHECK(input->stretches[0].bytes == hex("80 3f 01 05 8a 0d"));
        CHECK(input->stretches[0].line_of(3) == 1);
        // without a frame it is anything
        CHECK_FALSE(read_hex({"\x00\x01\x02", 3}));
        // a colour
        CHECK_FALSE(read_hex("\x1b[0;36m80 3f 01 05 8a 0d"));
    }
}
