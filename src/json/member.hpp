// SPDX-License-Identifier: Apache-2.0

/// @file
/// One member of a JSON object that somebody else wrote.

#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kmp2mqtt::json {

/// The text of the string member `key` of the object in `payload`; std::nullopt if there is no such
/// member, or the payload is no JSON object, or over 1 MiB.
[[nodiscard]] std::optional<std::string> text_member(std::string_view payload,
                                                     std::string_view key);

}  // namespace kmp2mqtt::json
