// SPDX-License-Identifier: Apache-2.0

/// @file
/// Whose values these are: when to ask the meter who it is, and what its answer means. Pure.

#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "core/clock.hpp"
#include "meter/reading.hpp"

namespace kmp2mqtt::poll {

inline constexpr std::chrono::hours identity_interval{24};
/// Answers that name nobody after which the meter counts as having none.
inline constexpr unsigned nameless_reads = 2;

/// What an answer means.
enum class verdict : std::uint8_t {
    same,     ///< the meter known, or the first one seen
    changed,  ///< another meter than before
    foreign,  ///< not the meter of the configuration
};

/// Asked at start, after a failed read, and once a day.
class identity_watch {
public:
    /// @param configured  the serial number that the meter must have; empty: any
    /// @param remembered  the one it had before a restart; empty: none
    explicit identity_watch(std::string configured, std::string remembered = {})
        : configured_{std::move(configured)}
    {
        known_.serial = std::move(remembered);
    }

    [[nodiscard]] bool is_due(core::clock::time_point now) const noexcept
    {
        return !asked_ || now - *asked_ >= identity_interval;
    }

    /// The meter was silent: another may hang there when it speaks again.
    void doubt() noexcept { asked_.reset(); }

    /// Whether an answer would be another meter than the one known.
    [[nodiscard]] bool is_other(const meter::identity& who) const noexcept
    {
        return configured_.empty() && !who.serial.empty() && !known_.serial.empty() &&
               known_.serial != who.serial;
    }

    /// Takes the meter's answer; what it did not say this time stays as it was.
    verdict learn(const meter::identity& who, core::clock::time_point now);

    /// Who the meter is, as far as it has said.
    [[nodiscard]] const meter::identity& known() const noexcept { return known_; }

    /// Whether the meter can be announced: it has a serial number, or none for good.
    [[nodiscard]] bool is_settled() const noexcept
    {
        return !known_.serial.empty() || nameless_ >= nameless_reads;
    }

private:
    std::string configured_;
    meter::identity known_;
    std::optional<core::clock::time_point> asked_;
    unsigned nameless_{0};
};

}  // namespace kmp2mqtt::poll
