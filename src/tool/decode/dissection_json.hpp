// SPDX-License-Identifier: Apache-2.0

/// @file
/// A dissection for programs: one JSON object, one line.
///
/// | key | value |
/// |---|---|
/// | kind | "frame", "packet" (no start and stop byte), "ack", "noise" |
/// | line, offset | where it begins: line (or argument) from 1, byte in what belongs together |
/// | port | the port's name in a log, else null |
/// | from | "host", "meter", or null where nobody knows |
/// | length, hex | its bytes |
/// | destination, command | numbers, null where there are none |
/// | command_name | as Kamstrup calls it, null where it is not known |
/// | layers | "physical", "data_link", "application": each an array of fields |
/// | escapes | array of {"offset", "byte"}: two bytes there stand for this one |
/// | fault | null, or {"code", "layer", "offset", "message"} |
/// | notes | array of sentences |
///
/// A field is {"name", "offset", "length", "hex", "value", "meaning", "fields"}: offsets count from
/// the first byte of `hex`, `value` is a number, a text or null, `fields` is there for what has
/// parts. Those without parts cover every byte exactly once.

#pragma once

#include <string>

#include "tool/decode/dissection.hpp"
#include "tool/decode/dissection_text.hpp"

namespace kmp2mqtt::tool {

/// The object, without the line's end.
[[nodiscard]] std::string json_of(const dissection& of, const place& where);

}  // namespace kmp2mqtt::tool
