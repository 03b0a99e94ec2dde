// SPDX-License-Identifier: Apache-2.0

/// @file
/// How many telegrams a read costs: as few as possible. Pure.

#pragma once

#include <span>
#include <vector>

#include <kmp/message.hpp>

namespace kmp2mqtt::meter {

/// The registers in their order, kmp::max_registers a request.
[[nodiscard]] std::vector<kmp::get_register_request> split(
    std::span<const kmp::register_id> registers);

}  // namespace kmp2mqtt::meter
