// SPDX-License-Identifier: Apache-2.0

/// @file
/// How long to wait before the next attempt to connect.

#pragma once

#include <chrono>
#include <cstdint>
#include <random>

namespace kmp2mqtt::mqtt {

/// Waits that double from 1 s to 60 s. Each is drawn at random from its range, so that many
/// bridges do not come back to a restarted broker in the same moment.
class backoff {
public:
    explicit backoff(std::uint32_t seed) : random_{seed} {}

    /// 1 to 2 s at first, then 2 to 4 s, 4 to 8 s ... at last 30 to 60 s.
    [[nodiscard]] std::chrono::milliseconds next();

    /// The connection lasted: the next wait is a short one again.
    void reset() noexcept { least_ = shortest; }

private:
    static constexpr std::chrono::milliseconds shortest{1000};

    std::minstd_rand random_;
    std::chrono::milliseconds least_{shortest};
};

}  // namespace kmp2mqtt::mqtt
