// SPDX-License-Identifier: Apache-2.0

/// @file
/// From a device's path to an open, exclusive descriptor that is set as the line needs it.

#pragma once

#include "core/failure.hpp"
#include "link/device_url.hpp"
#include "link/lock_file.hpp"

namespace kmp2mqtt::link {

/// What is open, and what keeps others out. The caller closes the descriptor.
struct serial_port {
    int descriptor{-1};
    lock_files locks;
};

/// @returns port_missing, no_permission, port_busy, internal
[[nodiscard]] core::outcome<serial_port> open_serial(const serial_device& device);

}  // namespace kmp2mqtt::link
