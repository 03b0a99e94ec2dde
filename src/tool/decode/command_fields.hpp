// SPDX-License-Identifier: Apache-2.0

/// @file
/// The application layer as fields: the command, and its data as the command lays them out.

#pragma once

#include <optional>
#include <vector>

#include <kmp/datalink.hpp>
#include <kmp/physical.hpp>

#include "tool/decode/packet_reader.hpp"

namespace kmp2mqtt::tool {

/// Takes the data behind the command to the last byte.
///
/// @returns false where it is not known who sent, or what the command means: then they are bytes
bool take_data(packet_reader& from, std::vector<field>& into, kmp::command id,
               std::optional<kmp::physical::sender> who);

}  // namespace kmp2mqtt::tool
