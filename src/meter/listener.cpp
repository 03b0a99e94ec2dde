// SPDX-License-Identifier: Apache-2.0

#include "meter/listener.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "core/log.hpp"

namespace kmp2mqtt::meter {

namespace {

/// A meter may send this once by itself; it means nothing ([KMP] 2).
constexpr std::uint8_t idle_byte = 0x00;

/// Whether every register of the answer was asked for, and none comes twice.
bool answers(const kmp::get_register_request& asked, const kmp::get_register_response& got)
{
    std::set<kmp::register_id> open{asked.registers.begin(), asked.registers.end()};
    return std::ranges::all_of(got.registers,
                               [&open](const auto& block) { return open.erase(block.id) == 1; });
}

/// "1 byte", "9 bytes"
std::string bytes_text(std::size_t count)
{
    return core::format("{} byte{}", count, count == 1 ? "" : "s");
}

}  // namespace

listener::listener(kmp::address to, kmp::request asked, std::span<const std::uint8_t> sent)
    : to_{to}, asked_{asked}, sent_{sent.begin(), sent.end()}
{
}

bool listener::take(std::span<const std::uint8_t> bytes)
{
    for (const auto byte : bytes) {
        follow_echo(byte);
        switch (decoder_.push(byte)) {
            case kmp::physical::decoder::event::packet:
                if (examine(decoder_.packet())) {
                    return true;
                }
                break;
            case kmp::physical::decoder::event::dropped:
                damaged_ = true;
                damage_ = "it broke off, or holds bytes that no frame may hold";
                break;
            case kmp::physical::decoder::event::none:
            case kmp::physical::decoder::event::ack:
                break;
        }
    }
    return false;
}

void listener::follow_echo(std::uint8_t byte)
{
    if (byte == idle_byte && received_ == 0 && !idled_) {
        idled_ = true;
        return;
    }
    if (echoed_ == received_ && echoed_ < sent_.size() && sent_[echoed_] == byte) {
        ++echoed_;
    }
    ++received_;
}

bool listener::examine(std::span<const std::uint8_t> packet)
{
    answer candidate;
    candidate.packet.assign(packet.begin(), packet.end());
    const auto opened = kmp::datalink::decode(candidate.packet);
    if (!opened) {
        damaged_ = true;
        damage_ = kmp::describe(opened.error());
        return false;
    }
    const auto message = kmp::decode_response(*opened);
    if (!message) {
        mismatch_ = kmp::describe(message.error());
        malformed_ = opened->destination == to_ && opened->id == kmp::command_of(asked_);
        return false;
    }
    if (auto why = mismatch(*opened, *message)) {
        mismatch_ = std::move(*why);
        malformed_ = false;
        return false;
    }
    candidate.message = *message;
    candidate.received = received_;
    answer_ = std::move(candidate);
    return true;
}

std::optional<std::string> listener::mismatch(const kmp::packet& opened,
                                              const kmp::response& message) const
{
    if (opened.destination != to_) {
        return core::format("it comes from address 0x{:02X}, asked was 0x{:02X}",
                            static_cast<unsigned>(opened.destination), static_cast<unsigned>(to_));
    }
    if (opened.id != kmp::command_of(asked_)) {
        return core::format("it answers command 0x{:02X}, asked was 0x{:02X}",
                            static_cast<unsigned>(opened.id),
                            static_cast<unsigned>(kmp::command_of(asked_)));
    }
    const auto* const asked = std::get_if<kmp::get_register_request>(&asked_);
    const auto* const got = std::get_if<kmp::get_register_response>(&message);
    if (asked != nullptr && got != nullptr && !answers(*asked, *got)) {
        return "it has registers that were not asked for, or one twice";
    }
    return std::nullopt;
}

core::failure listener::what_came() const
{
    auto came = what_stands_out();
    came.received = received_;
    return came;
}

core::failure listener::what_stands_out() const
{
    if (damaged_) {
        return {core::cause::bad_checksum, "a damaged frame: " + damage_};
    }
    if (malformed_) {
        return {core::cause::malformed, "an answer that breaks the protocol: " + mismatch_};
    }
    if (!mismatch_.empty()) {
        return {core::cause::wrong_answer, "an answer to something else: " + mismatch_};
    }
    if (received_ == 0) {
        return {core::cause::silence, "no answer"};
    }
    if (decoder_.is_inside()) {
        return {core::cause::bad_checksum,
                "an answer that broke off after " + bytes_text(received_ - echoed_)};
    }
    if (received_ == echoed_) {
        return {core::cause::only_echo, echoed_ == sent_.size()
                                            ? "no answer, only the echo of our own request"
                                            : "no answer, only part of our own request's echo"};
    }
    return {core::cause::noise, bytes_text(received_ - echoed_) + " of noise, but no frame"};
}

}  // namespace kmp2mqtt::meter
