// SPDX-License-Identifier: Apache-2.0

/// @file
/// A visit to the meter: opens the line, runs a command's errand there, and goes home, whatever
/// happens.

#pragma once

#include <functional>
#include <iosfwd>

#include <asio/awaitable.hpp>

#include "core/clock.hpp"
#include "link/port.hpp"
#include "meter/counters.hpp"
#include "meter/session.hpp"
#include "tool/exit_code.hpp"
#include "tool/meter_options.hpp"

namespace kmp2mqtt::tool {

/// What an errand works with.
struct at_meter {
    const meter::settings& whom;
    meter::session& session;
    const link::port::lease& line;
    core::clock& time;
    const meter::counters& cost;
};

using errand = std::function<asio::awaitable<exit_code>(at_meter&)>;

/// Runs `work` with the line to itself. SIGINT or SIGTERM cancels it and frees the line; then
/// `interrupted` says how the program ends, and without one the signal ends it, as any program.
///
/// @returns what `work` says; usage, if an option is wrong
[[nodiscard]] exit_code visit_meter(const meter_options& options, const errand& work,
                                    std::ostream& errors,
                                    const std::function<exit_code()>& interrupted = {});

}  // namespace kmp2mqtt::tool
