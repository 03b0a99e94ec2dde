// SPDX-License-Identifier: Apache-2.0

/// @file
/// From a device URL to a link.

#pragma once

#include <memory>

#include <asio/any_io_executor.hpp>

#include "core/clock.hpp"
#include "core/failure.hpp"
#include "link/device_url.hpp"
#include "link/link.hpp"
#include "link/recorder.hpp"

namespace kmp2mqtt::link {

/// A closed link to `url`. `time` must outlive it.
[[nodiscard]] std::unique_ptr<link> make_link(const asio::any_io_executor& loop, core::clock& time,
                                              const device_url& url);

/// The same, which keeps a record of all that happens, if `to` names a file.
///
/// @returns as recording_file::append_to()
[[nodiscard]] core::outcome<std::unique_ptr<link>> make_link(const asio::any_io_executor& loop,
                                                             core::clock& time,
                                                             const device_url& url,
                                                             const capture& to);

}  // namespace kmp2mqtt::link
