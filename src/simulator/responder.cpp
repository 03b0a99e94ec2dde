// SPDX-License-Identifier: Apache-2.0

#include "simulator/responder.hpp"

#include <algorithm>
#include <variant>

#include <kmp/datalink.hpp>
#include <kmp/message.hpp>

namespace kmp2mqtt::simulator {

std::string_view responder::greet(core::clock::time_point when)
{
    ++meter_.faults().clients;
    for (const auto& fault : faults_) {
        if (fault.what->on_client != nullptr) {
            if (const auto words = fault.what->on_client(moment_of(fault, when)); !words.empty()) {
                return words;
            }
        }
    }
    return {};
}

bool responder::echoes(core::clock::time_point when)
{
    return std::ranges::any_of(faults_, [this, when](const fault& fault) {
        return fault.what->echoes != nullptr && fault.what->echoes(moment_of(fault, when));
    });
}

transmission responder::push(std::uint8_t byte, core::clock::time_point when, meter_time now)
{
    using event = kmp::physical::decoder::event;

    if (when < deaf_until_) {
        deaf_until_ = when + discard_time;
        return {};
    }
    switch (decoder_.push(byte)) {
        case event::packet:
            return answer(decoder_.packet(), when, now);
        case event::dropped:
            turn_deaf(when);
            return {};
        case event::none:
        case event::ack:
            return {};
    }
    return {};
}

transmission responder::answer(std::span<const std::uint8_t> packet, core::clock::time_point when,
                               meter_time now)
{
    const auto opened = kmp::datalink::decode(packet);
    if (!opened) {
        turn_deaf(when);
        return {};
    }
    if (opened->destination != meter_.address()) {
        return {};
    }
    auto request = kmp::decode_request(*opened);
    if (!request) {
        return {};
    }
    const auto asked = opened->id;
    if (!hears(when)) {
        if (journal_ != nullptr) {
            journal_->missed(meter_.serial(), asked);
        }
        return {};
    }
    ++meter_.faults().answers;
    for (const auto& fault : faults_) {
        if (fault.what->on_request != nullptr) {
            fault.what->on_request(*request, moment_of(fault, when));
        }
    }
    const auto frame = frame_for(*request, asked, when, now);
    if (!frame) {
        return {};
    }
    transmission sent{burst{.bytes = {frame->begin(), frame->end()}}};
    for (const auto& fault : faults_) {
        if (fault.what->on_answer != nullptr && !sent.empty()) {
            fault.what->on_answer(sent, moment_of(fault, when));
        }
    }
    return sent;
}

/// Asks all: each counts or remembers what it is asked.
bool responder::hears(core::clock::time_point when)
{
    auto& first = meter_.faults().first_asked;
    first = first.value_or(when);
    bool heard = meter_.hears(when);
    for (const auto& fault : faults_) {
        if (fault.what->hears != nullptr) {
            heard = fault.what->hears(moment_of(fault, when)) && heard;
        }
    }
    return heard;
}

kmp::result<kmp::physical::frame> responder::frame_for(const kmp::request& answered,
                                                       kmp::command asked,
                                                       core::clock::time_point when, meter_time now)
{
    const auto* const registers = std::get_if<kmp::get_register_request>(&answered);
    if (registers == nullptr) {
        note_answer(asked, {});
        return meter_.answer(answered, now);
    }
    auto values = meter_.values(*registers, now);
    for (const auto& fault : faults_) {
        if (fault.what->on_values != nullptr) {
            fault.what->on_values(values, moment_of(fault, when));
        }
    }
    note_answer(asked, values);
    return meter_.write(values);
}

void responder::note_answer(kmp::command asked, const entries& said)
{
    if (journal_ != nullptr) {
        journal_->answered(meter_.serial(), asked, said);
    }
}

moment responder::moment_of(const fault& of, core::clock::time_point when) noexcept
{
    return {
        .with = meter_.faults(), .number = of.number, .family = meter_.kind().family, .when = when};
}

void responder::turn_deaf(core::clock::time_point when) noexcept
{
    deaf_until_ = when + discard_time;
    decoder_ = kmp::physical::decoder{kmp::physical::sender::host};
}

}  // namespace kmp2mqtt::simulator
