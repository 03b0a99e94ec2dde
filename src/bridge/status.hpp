// SPDX-License-Identifier: Apache-2.0

/// @file
/// How the bridge is, in one line for `systemctl status`. Pure.

#pragma once

#include <cstddef>
#include <string>

namespace kmp2mqtt::bridge {

struct status {
    bool connected{false};  ///< to the broker
    std::size_t meters{0};
    std::size_t online{0};   ///< of the meters
    std::size_t waiting{0};  ///< readings that the broker does not have yet
};

/// "connected to the broker, 2 of 3 meters online, 4 readings wait"
[[nodiscard]] std::string text(const status& of);

}  // namespace kmp2mqtt::bridge
