// SPDX-License-Identifier: Apache-2.0

/// @file
/// Whether a register is one of some. Pure.

#pragma once

#include <algorithm>
#include <vector>

#include <kmp/message.hpp>

namespace kmp2mqtt::poll {

[[nodiscard]] inline bool is_among(const std::vector<kmp::register_id>& some, kmp::register_id id)
{
    return std::ranges::find(some, id) != some.end();
}

}  // namespace kmp2mqtt::poll
