// SPDX-License-Identifier: Apache-2.0

/// @file
/// Any bytes from the line: what the decoders accept encodes to the same packet, and nothing is
/// accepted under a wrong checksum.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

#include <kmp/datalink.hpp>
#include <kmp/physical.hpp>

#include "fuzz/require.hpp"

namespace {

using kmp::physical::decoder;
using kmp::physical::sender;

void check_packet(sender from, std::span<const std::uint8_t> packet)
{
    fuzz::require(!packet.empty() && packet.size() <= kmp::physical::max_packet);
    decoder again{from};
    auto last = decoder::event::none;
    for (const auto byte : kmp::physical::encode(from, packet)) {
        fuzz::require(last == decoder::event::none);
        last = again.push(byte);
    }
    fuzz::require(last == decoder::event::packet);
    fuzz::require(std::ranges::equal(again.packet(), packet));

    const auto opened = kmp::datalink::decode(packet);
    fuzz::require(static_cast<bool>(opened) ==
                  (packet.size() >= 4 && kmp::datalink::crc(packet) == 0));
    if (opened) {
        fuzz::require(std::ranges::equal(kmp::datalink::encode(*opened), packet));
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    for (const auto from : {sender::meter, sender::host}) {
        decoder received{from};
        for (const auto byte : std::span{data, size}) {
            if (received.push(byte) == decoder::event::packet) {
                fuzz::require(!received.is_inside());
                check_packet(from, received.packet());
            }
        }
    }
    return 0;
}
