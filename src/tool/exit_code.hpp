// SPDX-License-Identifier: Apache-2.0

/// @file
/// How kmptool ends, for scripts. The numbers never change.

#pragma once

#include <cstdint>

namespace kmp2mqtt::tool {

enum class exit_code : std::uint8_t {
    ok = 0,          ///< all answered
    internal = 1,    ///< also a result that could not be written
    usage = 2,       ///< also whatever the option library finds
    no_answer = 3,   ///< silence, or only our own echo
    bad_frame = 4,   ///< noise, damaged frames, answers to something else
    port = 5,        ///< a port or connection could not be used
    incomplete = 6,  ///< some was answered, some was not
};

}  // namespace kmp2mqtt::tool
