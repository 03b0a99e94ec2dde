// SPDX-License-Identifier: Apache-2.0

/// @file
/// Whether a meter counts as there: by its last reads. Pure.

#pragma once

#include <chrono>
#include <optional>

#include "core/clock.hpp"
#include "core/failure.hpp"

namespace kmp2mqtt::poll {

inline constexpr unsigned failures_until_offline = 3;
inline constexpr std::chrono::seconds port_gone_until_offline{60};

/// Offline until the first answer; offline again after the third failed read in a row, or when the
/// port has been gone for a minute.
class availability {
public:
    /// A read was answered. @returns whether that made the meter online
    bool answered() noexcept;

    /// A read was not. @returns whether that made the meter offline
    bool failed(core::cause why, core::clock::time_point now) noexcept;

    [[nodiscard]] bool is_online() const noexcept { return online_; }

    /// Failed reads since the last answer.
    [[nodiscard]] unsigned failures() const noexcept { return failures_; }

private:
    bool online_{false};
    unsigned failures_{0};
    std::optional<core::clock::time_point> port_gone_since_;
};

}  // namespace kmp2mqtt::poll
