// SPDX-License-Identifier: Apache-2.0

/// @file
/// The lines of all meters, each once.

#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include <asio/any_io_executor.hpp>

#include "core/clock.hpp"
#include "core/failure.hpp"
#include "link/port.hpp"
#include "meter/settings.hpp"

namespace kmp2mqtt::bridge {

/// By link::device_url::line_key().
using ports = std::map<std::string, std::unique_ptr<link::port>>;

/// Closed ports, of which those are recorded that have a meter with a capture. `time` outlives
/// them.
///
/// @returns as link::recording_file::append_to()
[[nodiscard]] core::outcome<ports> make_ports(const asio::any_io_executor& loop, core::clock& time,
                                              const std::vector<meter::settings>& meters);

}  // namespace kmp2mqtt::bridge
