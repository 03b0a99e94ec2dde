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

class align_walk {
public:
    using show = std::function<void(const alignment&)>;

    /// @param after_each  called after each try
    align_walk(std::chrono::milliseconds patience, show after_each)
        : patience_{patience}, after_each_{std::move(after_each)}, state_{{}, patience}
    {
    }

    /// Tries until the alignment is over. No telegram goes out while the port cannot be opened.
    [[nodiscard]] asio::awaitable<void> run(meter::session& session, const link::port::lease& line,
                                            core::clock& time);

    [[nodiscard]] const alignment& state() const noexcept { return state_; }
    [[nodiscard]] std::uint64_t telegrams() const noexcept { return telegrams_; }

private:
    [[nodiscard]] asio::awaitable<attempt> try_once(meter::session& session,
                                                    const link::port::lease& line,
                                                    core::clock& time);

    std::chrono::milliseconds patience_;
    show after_each_;
    alignment state_;
    std::uint64_t telegrams_{0};
};

}  // namespace kmp2mqtt::tool
