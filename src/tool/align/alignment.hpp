// SPDX-License-Identifier: Apache-2.0

/// @file
/// Finding the place for the head: what the last tries said, when the next one is due, when to
/// stop, what to try. Pure.

#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <deque>
#include <string>
#include <string_view>

#include "core/clock.hpp"
#include "tool/align/verdict.hpp"

namespace kmp2mqtt::tool {

/// The share of good ones is that of so many last tries. Our choice: twenty good seconds are a
/// place that holds.
inline constexpr std::size_t tries_in_share = 20;

/// From try to try while answers are good. Our choice: feels live to a hand that moves the head.
inline constexpr std::chrono::milliseconds pace_when_good{1000};

/// From try to try while they are not: the wait for an answer, and the 1.6 s for which a meter
/// discards requests after a failure ([KMP] 2.1). A longer wait, if the user asks for one, comes on
/// top.
inline constexpr std::chrono::milliseconds pace_when_bad{3500};

/// A hint stands for so many tries, then the next one comes. Our choice: ten seconds to do it.
inline constexpr std::size_t tries_per_hint = 3;

struct attempt {
    verdict said{verdict::silent};
    std::size_t bytes{0};               ///< that came, echo and noise included
    std::chrono::milliseconds took{0};  ///< from the request to the answer's end, if good
    std::string port_text;              ///< what is wrong with the port, if that is it
};

class alignment {
public:
    /// @param patience  no try begins later
    alignment(core::clock::time_point begin, std::chrono::milliseconds patience)
        : seen_{begin}, next_{begin}, deadline_{begin + patience}
    {
    }

    void take(attempt got, core::clock::time_point begun);

    /// When to try again, or to stop: not before this.
    [[nodiscard]] core::clock::time_point next_try() const noexcept;

    /// How long it goes on at most, seen from the begin of the newest try.
    [[nodiscard]] std::chrono::seconds left() const noexcept;

    /// The last tries_in_share were good.
    [[nodiscard]] bool is_found() const noexcept { return good() == tries_in_share; }

    /// Patience is at its end, or the place is found.
    [[nodiscard]] bool is_over(core::clock::time_point now) const noexcept;

    [[nodiscard]] std::size_t tries() const noexcept { return tries_; }
    /// Of the last of() tries, so many were good.
    [[nodiscard]] std::size_t good() const noexcept;
    [[nodiscard]] std::size_t of() const noexcept { return share_.size(); }
    /// The newest try; before the first: silent.
    [[nodiscard]] const attempt& last() const noexcept { return last_; }

    /// What to try next. The hints for a verdict take turns; a good answer begins them anew.
    [[nodiscard]] std::string_view hint() const noexcept;

private:
    std::deque<bool> share_;
    attempt last_;
    std::array<std::size_t, verdicts> since_good_{};  // tries of each verdict
    std::size_t tries_{0};
    core::clock::time_point seen_;
    core::clock::time_point next_;
    core::clock::time_point deadline_;
};

}  // namespace kmp2mqtt::tool
