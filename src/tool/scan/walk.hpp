// SPDX-License-Identifier: Apache-2.0

/// @file
/// Goes through a scan's requests at the meter.

#pragma once

#include <functional>

#include <asio/awaitable.hpp>

#include "core/clock.hpp"
#include "core/failure.hpp"
#include "link/port.hpp"
#include "meter/session.hpp"
#include "tool/scan/state.hpp"

namespace kmp2mqtt::tool {

/// Asks until the plan is over. A failure counts only while the meter answers GetType, or a
/// register that it gave before: one that went away in the middle gets no register blamed, and the
/// plan stays where it was. A request whose answer is damaged is asked once more at the end, which
/// decides nothing yet, so that the meter is not asked for a sign of life if it just answered.
///
/// @param retries    of each request
/// @param after_each called after each request that `state` has taken; false ends the walk
/// @returns why the meter is away, as session::ask() said it of the request that failed first
[[nodiscard]] asio::awaitable<core::outcome<kmp::done>> walk(
    meter::session& session, const link::port::lease& line, core::clock& time, unsigned retries,
    scan_state& state, const std::function<bool()>& after_each);

}  // namespace kmp2mqtt::tool
