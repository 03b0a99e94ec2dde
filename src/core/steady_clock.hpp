// SPDX-License-Identifier: Apache-2.0

/// @file
/// The real clock: the system's, and timers of the loop.

#pragma once

#include <asio/awaitable.hpp>

#include "core/clock.hpp"

namespace kmp2mqtt::core {

/// Sleeps on the executor of the coroutine that waits. Loop only.
class steady_clock final : public clock {
public:
    [[nodiscard]] time_point now() const override;
    [[nodiscard]] wall_time wall() const override;
    [[nodiscard]] asio::awaitable<void> sleep_until(time_point due) override;
};

}  // namespace kmp2mqtt::core
