// SPDX-License-Identifier: Apache-2.0

/// @file
/// Asks the meter its type at the pace of an alignment.

#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <utility>

#include <asio/awaitable.hpp>

#include "core/clock.hpp"
#include "link/port.hpp"
#include "meter/session.hpp"
#include "tool/align/alignment.hpp"

namespace kmp2mqtt::tool {

/// How long to wait for the first byte of an answer, where the user does not say: a meter's latest
/// comes after 1.6 s ([KMP] 2.1). With the pause after a failure it keeps pace_when_bad.
inline constexpr auto align_timeout = "1700ms";

/// Our choice: most answers are there by then, and a hand that moves the head wants to know.
inline constexpr std::chrono::milliseconds time_to_notice{500};

class align_walk {
public:
    using show = std::function<void(const alignment&)>;

    /// @param after_each   called after each try
    /// @param on_listening called when an answer keeps us waiting for time_to_notice
    align_walk(std::chrono::milliseconds patience, show after_each, show on_listening)
        : patience_{patience},
          after_each_{std::move(after_each)},
          on_listening_{std::move(on_listening)},
          state_{{}, patience}
    {
    }

    /// Tries until the alignment is over. No telegram goes out while the port cannot be opened.
    [[nodiscard]] asio::awaitable<void> run(meter::session& session, const link::port::lease& line,
                                            core::clock& time);

    [[nodiscard]] const alignment& state() const noexcept { return state_; }
    [[nodiscard]] std::uint64_t telegrams() const noexcept { return telegrams_; }

private:
    [[nodiscard]] asio::awaitable<attempt> try_noticeably(meter::session& session,
                                                          const link::port::lease& line,
                                                          core::clock& time);
    [[nodiscard]] asio::awaitable<void> notice(core::clock& time);
    [[nodiscard]] asio::awaitable<attempt> try_once(meter::session& session,
                                                    const link::port::lease& line,
                                                    core::clock& time);

    std::chrono::milliseconds patience_;
    show after_each_;
    show on_listening_;
    alignment state_;
    std::uint64_t telegrams_{0};
};

}  // namespace kmp2mqtt::tool
