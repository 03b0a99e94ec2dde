// SPDX-License-Identifier: Apache-2.0

/// @file
/// The lines of all meters, each once.

#pragma once

#include <memory>
#include <vector>

#include <asio/any_io_executor.hpp>

#include "core/clock.hpp"
#include "core/failure.hpp"
#include "link/port.hpp"
#include "meter/settings.hpp"

namespace kmp2mqtt::bridge {

struct ports {
    std::vector<std::unique_ptr<link::port>> lines;
    std::vector<link::port*> of_meters;  ///< in the order of the meters; one line may have several
};

/// Closed ports, of which those are recorded that have a meter with a capture. Which meters share
/// a line is decided here, once: a name in /dev/serial/by-id may mean another device a moment
/// later. `time` outlives the ports.
///
/// @returns as link::recording_file::append_to(), with the meter's name
[[nodiscard]] core::outcome<ports> make_ports(const asio::any_io_executor& loop, core::clock& time,
                                              const std::vector<meter::settings>& meters);

}  // namespace kmp2mqtt::bridge
