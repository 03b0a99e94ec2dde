// SPDX-License-Identifier: Apache-2.0

/// @file
/// A register that is about to be written into an answer.

#pragma once

#include <cstdint>
#include <vector>

#include <kmp/message.hpp>

#include "simulator/model.hpp"

namespace kmp2mqtt::simulator {

struct entry {
    kmp::register_id id{};
    quantity what{quantity::number};
    format as;
    std::int64_t amount{0};  ///< in the unit of the quantity
};

/// The digits in the frame: a value that is too large loses its first ones, as on a meter's
/// display.
[[nodiscard]] std::int64_t written_digits(const entry& of) noexcept;

/// In the order in which they stand in the answer; at most kmp::max_registers.
using entries = std::vector<entry>;

}  // namespace kmp2mqtt::simulator
