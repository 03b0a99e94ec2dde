// SPDX-License-Identifier: Apache-2.0

/// @file
/// A time of day as it stands in the tables: milliseconds since 1970, rounded down. Pure.

#pragma once

#include <chrono>
#include <cstdint>

#include "core/clock.hpp"

namespace kmp2mqtt::store {

[[nodiscard]] inline std::int64_t number_of(core::clock::wall_time of)
{
    return std::chrono::floor<std::chrono::milliseconds>(of.time_since_epoch()).count();
}

[[nodiscard]] inline core::clock::wall_time moment_of(std::int64_t number)
{
    return core::clock::wall_time{std::chrono::milliseconds{number}};
}

}  // namespace kmp2mqtt::store
