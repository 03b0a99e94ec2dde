// SPDX-License-Identifier: Apache-2.0

/// @file
/// Any bytes, explained: the parts follow each other, every byte has one meaning, text fits the
/// screen, and a frame is without fault exactly where the library accepts it.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include <kmp/datalink.hpp>
#include <kmp/message.hpp>
#include <kmp/physical.hpp>

#include "fake/covered.hpp"
#include "fuzz/require.hpp"
#include "tool/decode/dissection.hpp"
#include "tool/decode/dissection_json.hpp"
#include "tool/decode/dissection_text.hpp"
#include "tool/text_block.hpp"

namespace {

using namespace kmp2mqtt::tool;
using kmp::physical::decoder;
using kmp::physical::sender;

void check_width(std::string_view text, std::size_t width)
{
    while (!text.empty()) {
        const auto end = text.find('\n');
        fuzz::require(end != std::string_view::npos && columns_of(text.substr(0, end)) <= width);
        text.remove_prefix(end + 1);
    }
}

/// Whether the message is one that the library reads.
bool is_message(const kmp::packet& packet)
{
    return packet.id == kmp::command::get_type || packet.id == kmp::command::get_serial_no ||
           packet.id == kmp::command::get_register;
}

bool is_accepted(const kmp::packet& packet, sender from)
{
    return from == sender::host ? static_cast<bool>(kmp::decode_request(packet))
                                : static_cast<bool>(kmp::decode_response(packet));
}

/// The library's decoder as the judge of one frame.
void check_verdict(const dissection& of)
{
    decoder judge{*of.sender};
    auto last = decoder::event::none;
    bool is_dropped = false;
    for (const auto byte : of.bytes) {
        last = judge.push(byte);
        is_dropped = is_dropped || last == decoder::event::dropped;
    }
    const bool is_framed = last == decoder::event::packet && !is_dropped;
    const auto packet = is_framed ? kmp::datalink::decode(judge.packet())
                                  : kmp::result<kmp::packet>{kmp::errc::too_short};
    fuzz::require(packet || of.fault);
    if (packet && is_message(*packet)) {
        fuzz::require(is_accepted(*packet, *of.sender) == !of.fault);
    }
}

void check(const dissection& of)
{
    fuzz::require(fake::is_covered(of));
    if (of.kind == part_kind::frame) {
        check_verdict(of);
    }
    const place where{.number = 1, .line = 1, .offset = 0, .port = {}};
    for (const std::size_t width : {std::size_t{40}, std::size_t{80}}) {
        check_width(text_of(of, where, width), width);
    }
    fuzz::require(json_of(of, where).find('\n') == std::string::npos);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

/// Input: how the text names the sender (first byte), then the bytes.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size == 0) {
        return 0;
    }
    constexpr std::array<std::optional<sender>, 3> senders{std::nullopt, sender::host,
                                                           sender::meter};
    const auto who = senders.at(data[0] % senders.size());
    const std::span bytes{data + 1, size - 1};
    std::size_t at = 0;
    for (const auto& part : split(bytes)) {
        fuzz::require(part.offset == at && part.length > 0);
        at += part.length;
        check(dissect(bytes, part, who));
    }
    fuzz::require(at == bytes.size());
    return 0;
}
