// SPDX-License-Identifier: Apache-2.0

/// @file
/// How kmptool ends, for scripts. The numbers never change.

#pragma once

#include <cstdint>

namespace kmp2mqtt::tool {

enum class exit_code : std::uint8_t {
    ok = 0,
    internal = 1,
    usage = 2,  ///< also whatever the option library finds
    port = 5,   ///< a port or connection could not be used
};

}  // namespace kmp2mqtt::tool
