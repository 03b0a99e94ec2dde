// SPDX-License-Identifier: Apache-2.0

/// @file
/// What a register is to Home Assistant: decided by its nature and the unit the meter sent.

#pragma once

#include "home/entity.hpp"
#include "home/settings.hpp"
#include "meter/settings.hpp"
#include "meter/snapshot.hpp"

namespace kmp2mqtt::home {

/// The sensor of a register that answered at least once.
[[nodiscard]] entity register_entity(const settings& home, const meter::settings& configured,
                                     const meter::snapshot::entry& of);

}  // namespace kmp2mqtt::home
