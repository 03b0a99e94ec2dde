// SPDX-License-Identifier: Apache-2.0

/// @file
/// What somebody meant who named no register.

#pragma once

#include <string>
#include <string_view>

namespace kmp2mqtt::tool {

/// For the end of a sentence: "did you mean temp_t1?", with the names that are the same but for
/// capitals and blanks, that hold the text, that pykmp-tool has for it, or that are a slip away;
/// else where the names are listed.
[[nodiscard]] std::string register_hint(std::string_view text);

}  // namespace kmp2mqtt::tool
