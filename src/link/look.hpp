// SPDX-License-Identifier: Apache-2.0

/// @file
/// Whether a port is there, found out without a word to the meter.

#pragma once

#include <asio/awaitable.hpp>

#include "core/clock.hpp"
#include "link/link.hpp"

namespace kmp2mqtt::link {

/// Opens `wire` and listens for half a second: ser2net takes every connection, and then says that
/// it refuses. Sends nothing. Bytes that come are thrown away. A port that is there stays open.
///
/// Cancelled: throws operation_aborted.
[[nodiscard]] asio::awaitable<bool> is_there(link& wire, core::clock& time);

}  // namespace kmp2mqtt::link
