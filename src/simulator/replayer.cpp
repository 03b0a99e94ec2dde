// SPDX-License-Identifier: Apache-2.0

#include "simulator/replayer.hpp"

#include <utility>

#include <kmp/physical.hpp>

#include "core/hex.hpp"
#include "core/log.hpp"

namespace kmp2mqtt::simulator {
namespace {

constexpr auto start_byte = static_cast<std::uint8_t>(kmp::physical::sender::host);

}  // namespace

tape::tape(const recording& of, bool once) : once_{once}
{
    for (const auto& each : of) {
        tracks_[each.request].answers.push_back(each);
    }
}

bool tape::knows(const std::vector<std::uint8_t>& request) const
{
    return tracks_.contains(request);
}

const recorded_answer* tape::next(const std::vector<std::uint8_t>& request)
{
    const auto found = tracks_.find(request);
    if (found == tracks_.end()) {
        return nullptr;
    }
    auto& [answers, given] = found->second;
    if (given == answers.size()) {
        if (once_) {
            return nullptr;
        }
        given = 0;
    }
    return &answers[given++];
}

transmission replayer::push(std::uint8_t byte)
{
    if (byte == start_byte || request_.size() == kmp::physical::max_frame) {
        request_.clear();
    }
    request_.push_back(byte);
    const bool known = tape_->knows(request_);
    if (!known && byte != kmp::physical::stop_byte) {
        return {};
    }
    const auto request = std::exchange(request_, {});
    const auto* const answer = tape_->next(request);
    if (answer == nullptr) {
        core::log::warning("{}: {}",
                           known ? "asked more often than recorded" : "asked, but not recorded",
                           core::hex_text(request));
        return {};
    }
    return play(*answer);
}

/// The line adds its pace to what is waited for here.
transmission replayer::play(const recorded_answer& answer) const
{
    const auto line_time = [this](const std::vector<std::uint8_t>& bytes) {
        return pace_.byte * static_cast<core::clock::duration::rep>(bytes.size());
    };
    const bool is_paced = pace_.byte.count() > 0;
    auto quiet = line_time(answer.request) + pace_.turnaround;
    transmission all;
    for (const auto& part : answer.parts) {
        const auto early = part.after - quiet - line_time(part.bytes);
        const auto wait = is_paced && early.count() > 0 ? early : core::clock::duration::zero();
        quiet += wait + line_time(part.bytes);
        all.push_back({.wait = wait,
                       .bytes = part.bytes,
                       .then = part.bytes.empty() ? afterwards::hang_up : afterwards::next});
    }
    return all;
}

}  // namespace kmp2mqtt::simulator
