// SPDX-License-Identifier: Apache-2.0

/// @file
/// The four commands that read a log, 0xA0 to 0xA3, as fields. Source: [KMP] 6.3.

#pragma once

#include <vector>

#include <kmp/datalink.hpp>

#include "tool/decode/packet_reader.hpp"

namespace kmp2mqtt::tool {

[[nodiscard]] bool is_log_command(kmp::command id) noexcept;

/// Logger, registers, how many records, and from where.
void take_log_request(packet_reader& from, std::vector<field>& into, kmp::command id);

/// Logger, the first record with formats, records of values only, and how far the log goes.
void take_log_response(packet_reader& from, std::vector<field>& into);

}  // namespace kmp2mqtt::tool
