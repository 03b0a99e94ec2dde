// SPDX-License-Identifier: Apache-2.0

/// @file
/// When to look whether a port that failed is back, before the next try is due. Pure.

#pragma once

#include <optional>

#include "core/clock.hpp"
#include "core/failure.hpp"

namespace kmp2mqtt::poll {

/// Where a port is: a look at one of this machine costs microseconds, elsewhere a connection.
enum class place : bool { here, elsewhere };

/// A look opens the port and sends nothing, so it costs the meter nothing. Looks begin when a read
/// failed because of the port, and end with the next read that was answered. A port that is found
/// and fails the read nevertheless is looked at half as often each time.
class port_watch {
public:
    explicit port_watch(place where) noexcept : where_{where} {}

    /// A read failed; what is not the port's fault ends the looks.
    void failed(core::cause why, core::clock::time_point now) noexcept;

    /// A read was answered.
    void answered() noexcept;

    /// A look has been taken. A port that was found is read next: until that fails, there are no
    /// more looks.
    void looked(bool found, core::clock::time_point now) noexcept;

    /// When to look next, if at all.
    [[nodiscard]] std::optional<core::clock::time_point> next() const noexcept { return next_; }

private:
    place where_;
    core::clock::duration pause_{};
    unsigned in_vain_{0};  ///< looks that found the port, and the read failed all the same
    bool found_{false};
    std::optional<core::clock::time_point> next_;
};

}  // namespace kmp2mqtt::poll
