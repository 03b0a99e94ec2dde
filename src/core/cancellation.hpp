// SPDX-License-Identifier: Apache-2.0

/// @file
/// Cancellation after a wait whose own error says something else, or nothing.

#pragma once

#include <asio/awaitable.hpp>

namespace kmp2mqtt::core {

/// Throws operation_aborted if the coroutine that waits is cancelled.
[[nodiscard]] asio::awaitable<void> throw_if_cancelled();

}  // namespace kmp2mqtt::core
