// SPDX-License-Identifier: Apache-2.0

/// @file
/// Meters that switch off the eye through which they are read.

#pragma once

#include <optional>

#include "core/clock.hpp"

namespace kmp2mqtt::simulator {

/// When a meter's eye goes off, and how it comes on again.
struct sleep_habit {
    core::clock::duration after{0};     ///< without a request; 0: the eye stays on
    core::clock::duration start_up{0};  ///< from the request that wakes it until it hears
};

/// Whether a meter hears, request after request.
///
/// Our choice: a request wakes the meter, and is lost. A real one wants a key pressed, or the head
/// put on anew, which nobody can do here; so a host that asks again finds it awake, and the first
/// request of all always does, as if somebody had just pressed the key.
class attention {
public:
    /// Whether the request that came at `when` is heard.
    [[nodiscard]] bool hears(const sleep_habit& habit, core::clock::time_point when) noexcept;

private:
    std::optional<core::clock::time_point> last_asked_;
    core::clock::time_point deaf_until_{core::clock::time_point::min()};
};

}  // namespace kmp2mqtt::simulator
