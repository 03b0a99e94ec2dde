// SPDX-License-Identifier: Apache-2.0

/// @file
/// What reading a meter cost, and how it went, since the program started.

#pragma once

#include <cstdint>
#include <string>

#include "meter/link_quality.hpp"

namespace kmp2mqtt::meter {

struct counters {
    std::uint64_t reads{0};       ///< reads with at least one answer
    std::uint64_t telegrams{0};   ///< requests sent, retries and identity included
    std::uint64_t timeouts{0};    ///< requests that nothing, or only an echo, came back to
    std::uint64_t bad_frames{0};  ///< requests that noise, a damaged or a wrong frame came back to
    std::string last_error;       ///< empty: none yet
    link_quality link{};          ///< of the newest requests
};

}  // namespace kmp2mqtt::meter
