// SPDX-License-Identifier: Apache-2.0

/// @file
/// How long is listened to what the broker keeps for Home Assistant. Pure.

#pragma once

#include <algorithm>
#include <chrono>

#include "core/clock.hpp"

namespace kmp2mqtt::bridge {

/// A broker sends what it keeps bit by bit (mosquitto: 20 messages until some are acknowledged):
/// it is over when nothing came for a while.
class sweep {
public:
    /// Our choice: twenty round trips over a slow network.
    static constexpr std::chrono::milliseconds quiet{500};
    /// Our choice: who publishes documents without end does not keep us from our work.
    static constexpr std::chrono::seconds longest{10};

    explicit sweep(core::clock::time_point now) : last_end_{now + longest}, end_{now} {}

    /// Something came.
    void hear(core::clock::time_point now)
    {
        end_ = std::min<core::clock::time_point>(now + quiet, last_end_);
    }

    [[nodiscard]] core::clock::time_point end() const noexcept { return end_; }

private:
    core::clock::time_point last_end_;
    core::clock::time_point end_;
};

}  // namespace kmp2mqtt::bridge
