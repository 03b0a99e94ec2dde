// SPDX-License-Identifier: Apache-2.0

/// @file
/// What the faults of one meter remember.

#pragma once

#include <cstdint>
#include <map>
#include <optional>

#include <kmp/message.hpp>

#include "core/clock.hpp"
#include "simulator/chance.hpp"
#include "simulator/sleep.hpp"

namespace kmp2mqtt::simulator {

/// One a meter, whoever asks it and over which line: the same seed and requests give the same
/// faults.
// NOLINTNEXTLINE(cppcoreguidelines-pro-type-member-init): chance has no default
struct fortune {
    chance luck;
    unsigned clients{0};  ///< that came so far, the present one included
    unsigned answers{0};  ///< given so far, the present one included
    std::optional<core::clock::time_point> first_asked{};
    attention eye{};                                    ///< of a meter that a scenario makes sleepy
    std::map<kmp::register_id, std::int64_t> fallen{};  ///< counters that began anew: where from
};

}  // namespace kmp2mqtt::simulator
