// SPDX-License-Identifier: Apache-2.0

#include "link/blanker.hpp"

#include <kmp/datalink.hpp>
#include <kmp/physical.hpp>

#include "link/private_numbers.hpp"

namespace kmp2mqtt::link {
namespace {

constexpr auto start_byte = static_cast<std::uint8_t>(kmp::physical::sender::meter);
constexpr auto stop_byte = kmp::physical::stop_byte;

constexpr std::string_view blanked = "number blanked";
constexpr std::string_view blanked_damaged = "damaged, may hold a number: blanked";
constexpr std::string_view blanked_noise = "no frame, may hold a number: blanked";

/// Bytes of one moment that are told alike become one piece.
void tell(pieces& out, core::clock::time_point when, std::uint8_t byte, std::string_view note)
{
    if (out.empty() || out.back().when != when || out.back().note != note) {
        out.push_back({.when = when, .bytes = {}, .note = note});
    }
    out.back().bytes.push_back(byte);
}

/// One byte of a packet as it stands in a frame.
void tell_stuffed(pieces& out, core::clock::time_point when, std::uint8_t byte)
{
    const auto frame = kmp::physical::encode(kmp::physical::sender::meter, {&byte, 1});
    for (const auto each : frame.bytes().subspan(1, frame.size() - 2)) {
        tell(out, when, each, blanked);
    }
}

}  // namespace

void blanker::sent(core::clock::time_point when, std::span<const std::uint8_t> bytes)
{
    sent_.assign(bytes.begin(), bytes.end());
    echoed_ = 0;
    asked_for_private_ = asks_for_private(bytes);
    if (asked_for_private_) {
        awaited_until_ = when + answer_may_come_for;
    }
}

pieces blanker::received(core::clock::time_point when, std::span<const std::uint8_t> bytes)
{
    pieces out;
    for (const auto byte : bytes) {
        take({.when = when, .value = byte}, out);
    }
    return out;
}

pieces blanker::rest()
{
    pieces out;
    if (state_ == state::inside) {
        give_up_frame(out);
    }
    return out;
}

void blanker::take(timed_byte byte, pieces& out)
{
    if (continues_echo(byte.value)) {
        tell(out, byte.when, byte.value, {});
        return;
    }
    if (byte.value == start_byte) {
        if (state_ == state::inside) {
            give_up_frame(out);
        }
        state_ = state::inside;
    }
    if (state_ != state::inside) {
        take_outside(byte, out);
        if (byte.value == stop_byte) {
            state_ = state::outside;
        }
        return;
    }
    held_.push_back(byte);
    if (byte.value == stop_byte) {
        end_frame(out);
    } else if (held_.size() == kmp::physical::max_frame) {
        give_up_frame(out);
    }
}

void blanker::take_outside(timed_byte byte, pieces& out) const
{
    if (byte.value != stop_byte && state_ == state::broken_blank) {
        tell(out, byte.when, unreadable, blanked_damaged);
    } else if (byte.value != stop_byte && is_awaited(byte.when)) {
        tell(out, byte.when, unreadable, blanked_noise);
    } else {
        tell(out, byte.when, byte.value, {});
    }
}

void blanker::end_frame(pieces& out)
{
    if (!blank_sound_frame(out)) {
        give_up_frame(out);
    }
    held_.clear();
    state_ = state::outside;
}

/// @returns false, and tells nothing, if the frame is damaged
bool blanker::blank_sound_frame(pieces& out) const
{
    kmp::physical::decoder reader{kmp::physical::sender::meter};
    std::vector<core::clock::time_point> times;
    auto last = kmp::physical::decoder::event::none;
    for (const auto& byte : held_) {
        last = reader.push(byte.value);
        if (byte.value != kmp::physical::escape_byte && byte.value != start_byte) {
            times.push_back(byte.when);  // of each byte of the packet, then of the stop byte
        }
    }
    if (last != kmp::physical::decoder::event::packet || !kmp::datalink::decode(reader.packet())) {
        return false;
    }
    std::vector<std::uint8_t> packet{reader.packet().begin(), reader.packet().end()};
    if (!blank(packet)) {
        for (const auto& byte : held_) {
            tell(out, byte.when, byte.value, {});
        }
        return true;
    }
    tell(out, held_.front().when, start_byte, blanked);
    for (std::size_t i = 0; i < packet.size(); ++i) {
        tell_stuffed(out, times[i], packet[i]);
    }
    tell(out, held_.back().when, stop_byte, blanked);
    return true;
}

void blanker::give_up_frame(pieces& out)
{
    std::vector<std::uint8_t> bytes;
    bytes.reserve(held_.size());
    for (const auto& byte : held_) {
        bytes.push_back(byte.value);
    }
    const bool blanks = is_awaited(held_.front().when) || may_hold_private(bytes);
    for (const auto& byte : held_) {
        const bool is_mark = byte.value == start_byte || byte.value == stop_byte;
        tell(out, byte.when, blanks && !is_mark ? unreadable : byte.value,
             blanks ? blanked_damaged : std::string_view{});
    }
    held_.clear();
    state_ = blanks ? state::broken_blank : state::broken;
}

/// A head that echoes sends back what was sent, from its first byte on.
bool blanker::continues_echo(std::uint8_t byte)
{
    if (echoed_ >= sent_.size() || byte != sent_[echoed_]) {
        echoed_ = sent_.size();
        return false;
    }
    ++echoed_;
    return true;
}

bool blanker::is_awaited(core::clock::time_point when) const noexcept
{
    return asked_for_private_ || when <= awaited_until_;
}

}  // namespace kmp2mqtt::link
