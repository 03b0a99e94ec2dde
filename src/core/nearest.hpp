// SPDX-License-Identifier: Apache-2.0

/// @file
/// What somebody who mistyped a word may have meant.

#pragma once

#include <string_view>
#include <vector>

namespace kmp2mqtt::core {

/// The candidate that takes the fewest changes of a letter (one put in, left out, replaced); empty
/// if even that one takes more than a third of the word's letters, or two in short words.
[[nodiscard]] std::string_view nearest(std::string_view word,
                                       const std::vector<std::string_view>& candidates);

}  // namespace kmp2mqtt::core
