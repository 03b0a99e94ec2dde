// SPDX-License-Identifier: Apache-2.0

/// @file
/// The entities of a meter beside its registers: what it says of itself, what reading it costs, and
/// what people may change.

#pragma once

#include <vector>

#include "home/entity.hpp"
#include "home/settings.hpp"
#include "meter/settings.hpp"
#include "meter/snapshot.hpp"

namespace kmp2mqtt::home {

[[nodiscard]] std::vector<entity> meter_entities(const settings& home,
                                                 const meter::settings& configured,
                                                 const meter::snapshot& of);

}  // namespace kmp2mqtt::home
