// SPDX-License-Identifier: Apache-2.0

/// @file
/// What a meter sends, and when.

#pragma once

#include <cstdint>
#include <vector>

#include "core/clock.hpp"

namespace kmp2mqtt::simulator {

/// What follows a burst.
enum class afterwards : std::uint8_t {
    next,     ///< the next burst, if there is one
    again,    ///< the same burst, for ever
    hang_up,  ///< the end of the connection
};

/// Bytes without a gap between them.
struct burst {
    core::clock::duration wait{0};  ///< after the line fell quiet, before the first byte
    std::vector<std::uint8_t> bytes;
    afterwards then{afterwards::next};
};

/// Bursts that follow each other; none: the meter stays silent.
using transmission = std::vector<burst>;

}  // namespace kmp2mqtt::simulator
