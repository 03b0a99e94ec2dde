// SPDX-License-Identifier: Apache-2.0

#include "simulator/responder.hpp"

#include <kmp/datalink.hpp>
#include <kmp/message.hpp>

namespace kmp2mqtt::simulator {

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
    auto& fortune = meter_.faults();
    ++fortune.answers;
    if (faults_ != nullptr && faults_->on_request != nullptr) {
        faults_->on_request(*request, fortune);
    }
    const auto frame = meter_.answer(*request, now);
    if (!frame) {
        return {};
    }
    transmission sent{burst{.bytes = {frame->begin(), frame->end()}}};
    if (faults_ != nullptr && faults_->on_answer != nullptr) {
        faults_->on_answer(sent, fortune);
    }
    return sent;
}

void responder::turn_deaf(core::clock::time_point when) noexcept
{
    deaf_until_ = when + discard_time;
    decoder_ = kmp::physical::decoder{kmp::physical::sender::host};
}

}  // namespace kmp2mqtt::simulator
