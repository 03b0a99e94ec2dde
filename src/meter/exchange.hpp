// SPDX-License-Identifier: Apache-2.0

/// @file
/// One request, one answer: the only wait on a meter.

#pragma once

#include <chrono>

#include <asio/awaitable.hpp>

#include <kmp/message.hpp>

#include "core/clock.hpp"
#include "core/failure.hpp"
#include "link/link.hpp"
#include "meter/listener.hpp"

namespace kmp2mqtt::meter {

/// Sends `asked` over an open link and waits for its answer.
///
/// Noise, echoes and answers to other requests are skipped while they come. It gives up when
/// nothing came `timeout` after the request's last byte left the line, when a frame breaks off for
/// longer than the link's longest gap, and in any case when the longest legal answer would be over.
///
/// @returns silence, only_echo, noise, bad_checksum, wrong_answer, malformed; what the link returns
[[nodiscard]] asio::awaitable<core::outcome<answer>> exchange(link::link& wire, core::clock& time,
                                                              kmp::address to, kmp::request asked,
                                                              std::chrono::milliseconds timeout);

}  // namespace kmp2mqtt::meter
