// SPDX-License-Identifier: Apache-2.0

#include "tool/decode/dissection.hpp"

#include <algorithm>
#include <utility>

#include <kmp/command_info.hpp>
#include <kmp/datalink.hpp>

#include "core/log.hpp"
#include "tool/decode/command_fields.hpp"
#include "tool/decode/datalink_fields.hpp"
#include "tool/decode/packet_reader.hpp"

namespace kmp2mqtt::tool {
namespace {

using kmp::physical::sender;

/// Builds the fields of one part, from the outside inwards.
class dissector {
public:
    dissector(std::span<const std::uint8_t> bytes, part_kind kind, std::optional<sender> who)
    {
        result_.bytes = bytes;
        result_.kind = kind;
        result_.sender = who;
    }

    dissection run() &&
    {
        switch (result_.kind) {
            case part_kind::frame:
                take_frame();
                break;
            case part_kind::packet:
            case part_kind::stuffed_packet:
                take_bare_packet();
                break;
            case part_kind::ack:
                add_physical("ack", 0, 1, "the meter has done what it was told");
                break;
            case part_kind::noise:
                take_noise();
                break;
        }
        return std::move(result_);
    }

    /// Whether a start byte follows where the frame ends without a stop byte.
    void breaks_off_before_start() { is_cut_short_ = true; }

private:
    void add_physical(std::string_view name, std::size_t offset, std::size_t length,
                      std::string meaning)
    {
        result_.fields.push_back({.layer = layer::physical,
                                  .offset = offset,
                                  .length = length,
                                  .name = name,
                                  .value = {},
                                  .meaning = std::move(meaning),
                                  .fields = {}});
    }

    void refuse(fault_code code, layer where, std::size_t offset, std::string text)
    {
        if (!result_.fault) {
            result_.fault =
                fault{.code = code, .layer = where, .offset = offset, .text = std::move(text)};
        }
    }

    void take_frame()
    {
        const auto echo_of = result_.sender;
        const auto size = result_.bytes.size();
        result_.sender = sender{result_.bytes[0]};
        const bool is_host = *result_.sender == sender::host;
        if (is_host && echo_of == sender::meter) {
            result_.notes.emplace_back("a request among what was received: the head's echo");
        }
        add_physical("start", 0, 1, is_host ? "from the host" : "from the meter");
        const bool has_stop = size > 1 && result_.bytes[size - 1] == kmp::physical::stop_byte;
        inside_ = unstuff(result_.bytes, 1, has_stop ? size - 1 : size);
        result_.escapes = inside_.escapes;
        check_framing(has_stop);
        take_packet(has_stop || is_right());
        if (has_stop) {
            add_physical("stop", size - 1, 1, "");
        }
    }

    void check_framing(bool has_stop)
    {
        const auto size = result_.bytes.size();
        if (inside_.fault) {
            result_.fault = inside_.fault;
            if (is_right()) {
                result_.notes.emplace_back(
                    "the checksum is right with that byte as data: its sender does not stuff");
            }
        }
        if (!has_stop) {
            const auto* const what =
                is_right() ? "only the stop byte 0d is missing" : "it breaks off";
            refuse(
                is_cut_short_ ? fault_code::cut_short : fault_code::no_stop, layer::physical, size,
                core::format("{}; {}", what,
                             is_cut_short_ ? "here the next frame begins" : "here the bytes end"));
        } else if (inside_.packet.empty()) {
            refuse(fault_code::empty, layer::physical, 1, "nothing stands between start and stop");
        } else if (inside_.packet.size() > kmp::physical::max_packet) {
            refuse(fault_code::too_long, layer::physical, 1,
                   core::format("{} bytes; the longest message has {}", inside_.packet.size(),
                                kmp::physical::max_packet));
        }
    }

    [[nodiscard]] bool is_right() const
    {
        return inside_.packet.size() >= packet_head_size + checksum_size &&
               kmp::datalink::crc(inside_.packet) == 0;
    }

    void take_bare_packet()
    {
        const bool is_stuffed = result_.kind == part_kind::stuffed_packet;
        inside_ = is_stuffed ? unstuff(result_.bytes, 0, result_.bytes.size())
                             : as_they_are(result_.bytes);
        result_.escapes = inside_.escapes;
        const bool is_undone =
            !is_stuffed && std::ranges::any_of(inside_.packet, kmp::physical::is_reserved);
        result_.notes.emplace_back(
            is_undone ? "the inside of a frame, without start and stop byte, stuffing undone"
                      : "the inside of a frame, without start and stop byte");
        if (!result_.sender) {
            result_.sender = probable_sender();
        }
        take_packet(true);
    }

    /// Who could have sent a packet that comes without its start byte: one whose layout it fits.
    [[nodiscard]] std::optional<sender> probable_sender() const
    {
        for (const auto who : {sender::host, sender::meter}) {
            packet_reader reader{inside_, packet_head_size, inside_.packet.size() - checksum_size};
            std::vector<field> ignored;
            if (take_data(reader, ignored, kmp::command{inside_.packet[1]}, who) &&
                !reader.wrong()) {
                return who;
            }
        }
        return std::nullopt;
    }

    /// @param has_checksum  the last two bytes are one, right or wrong
    void take_packet(bool has_checksum)
    {
        const auto& packet = inside_.packet;
        if (packet.size() < packet_head_size + checksum_size) {
            refuse(fault_code::too_short, layer::data_link, inside_.offsets[0],
                   core::format("{} bytes; address, command and checksum take 4", packet.size()));
            has_checksum = false;
        }
        const auto tail = has_checksum ? checksum_size : 0;
        if (packet.size() < packet_head_size) {
            packet_reader rest{inside_, 0, packet.size()};
            if (rest.left() > 0) {
                result_.fields.push_back(rest.take(layer::data_link, "rest", rest.left(), {},
                                                   "the beginning of a packet"));
            }
            return;
        }
        packet_reader head{inside_, 0, packet_head_size};
        result_.fields.push_back(take_destination(head));
        result_.fields.push_back(take_command(head, result_.sender));
        note_danger(packet[1]);
        packet_reader data{inside_, packet_head_size, packet.size() - tail};
        take_data(data, result_.fields, kmp::command{packet[1]}, result_.sender);
        if (has_checksum) {
            take_packet_checksum();
        }
        if (const auto& wrong = data.wrong()) {
            refuse(wrong->code, wrong->layer, wrong->offset, wrong->text);
        }
    }

    void note_danger(std::uint8_t code)
    {
        const auto* const known = kmp::find(kmp::command{code});
        if (known != nullptr && known->changes_meter && result_.sender != sender::meter) {
            result_.notes.emplace_back(
                "it changes the meter; this program can read it, not send it");
        }
    }

    void take_packet_checksum()
    {
        const auto body = inside_.packet.size() - checksum_size;
        const auto right = kmp::datalink::crc(std::span{inside_.packet}.first(body));
        packet_reader tail{inside_, body, inside_.packet.size()};
        result_.fields.push_back(take_checksum(tail, right));
        if (!is_right()) {
            refuse(fault_code::bad_checksum, layer::data_link, inside_.offsets[body],
                   core::format("the checksum is {:02x}{:02x}; {:04x} would be right",
                                inside_.packet[body], inside_.packet[body + 1], right));
            result_.notes.emplace_back("some byte is not what was sent: believe no value of it");
        }
    }

    void take_noise()
    {
        const auto bytes = result_.bytes;
        const auto is_zero = [](std::uint8_t byte) { return byte == 0; };
        add_physical("noise", 0, bytes.size(),
                     std::ranges::all_of(bytes, is_zero)
                         ? "zeros, as some meters send them; no frame"
                         : "outside any frame");
        if (bytes.size() >= packet_head_size + checksum_size && is_documented_address(bytes[0]) &&
            kmp::find(kmp::command{bytes[1]}) != nullptr) {
            const auto body = bytes.size() - checksum_size;
            result_.notes.push_back(core::format(
                "as the inside of a frame its checksum is {:02x}{:02x}; {:04x} would be right",
                bytes[body], bytes[body + 1], kmp::datalink::crc(bytes.first(body))));
        }
    }

    dissection result_;
    unstuffed inside_;
    bool is_cut_short_{false};
};

}  // namespace

dissection dissect(std::span<const std::uint8_t> bytes, const part& of, std::optional<sender> who)
{
    dissector knife{bytes.subspan(of.offset, of.length), of.kind, who};
    if (of.offset + of.length < bytes.size()) {
        knife.breaks_off_before_start();
    }
    return std::move(knife).run();
}

}  // namespace kmp2mqtt::tool
