// SPDX-License-Identifier: Apache-2.0

#include "tool/decode/frame_split.hpp"

#include <string>

#include <doctest/doctest.h>

#include "fake/hex.hpp"

using fake::hex;
using kmp2mqtt::tool::part_kind;
using kmp2mqtt::tool::split;

namespace {

/// "frame 6, noise 2"
std::string parts(std::string_view text)
{
    const auto bytes = hex(text);
    std::string all;
    std::size_t at = 0;
    for (const auto& part : split(bytes)) {
        CHECK(part.offset == at);
        at += part.length;
        const auto* const name = part.kind == part_kind::frame   ? "frame"
                                 : part.kind == part_kind::ack   ? "ack"
                                 : part.kind == part_kind::noise ? "noise"
                                                                 : "packet";
        all += (all.empty() ? "" : ", ") + std::string{name} + " " + std::to_string(part.length);
    }
    CHECK(at == bytes.size());
    return all;
}

}  // namespace

TEST_SUITE("tool/frame_split")
{
    TEST_CASE("a request and its answer are two frames")
    {
        CHECK(parts("80 3f 01 05 8a 0d 40 3f 01 00 04 1b f9 01 26 99 0d") == "frame 6, frame 11");
    }

    TEST_CASE("what lies between frames is noise or an acknowledge")
    {
        CHECK(parts("00 80 3f 01 05 8a 0d 11 22 06 40 3f 10 07 9a 0d") ==
              "noise 1, frame 6, noise 2, ack 1, frame 6");
        CHECK(parts("06") == "ack 1");
        CHECK(parts("0d 1b") == "noise 2");
    }

    TEST_CASE("a start byte breaks a frame off and begins the next one")
    {
        CHECK(parts("40 3f 10 40 3f 10 07 9a 0d") == "frame 3, frame 6");
        CHECK(parts("80 3f 01 05 8a 40 3f 10 07 9a 0d") == "frame 5, frame 6");
        CHECK(parts("40 40 40") == "frame 1, frame 1, frame 1");
    }

    TEST_CASE("a start byte that the checksum claims is data")
    {
        CHECK(parts("80 3f 10 01 00 80 d4 08 0d") == "frame 9");
    }

    TEST_CASE("bytes that end inside a frame are its beginning")
    {
        CHECK(parts("06 40 3f 10") == "ack 1, frame 3");
    }

    TEST_CASE("the inside of a frame is a packet only alone and under a right checksum")
    {
        CHECK(parts("3f 01 05 8a") == "packet 4");
        CHECK(parts("3f 01 05 8b") == "noise 4");
        CHECK(parts("3f 01 05 8a 80 3f 01 05 8a 0d") == "noise 4, frame 6");
        CHECK(parts("00 00 00 00") == "noise 4");
    }
}
