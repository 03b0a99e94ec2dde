// SPDX-License-Identifier: Apache-2.0

/// @file
/// Several words in one text.

#pragma once

#include <functional>
#include <string>

namespace kmp2mqtt::core {

/// "a, b, c"
///
/// @param text  what of each element is shown: a function, or a member
template <class Range, class Text = std::identity>
[[nodiscard]] std::string joined(const Range& elements, Text text = {})
{
    std::string all;
    for (const auto& each : elements) {
        all += all.empty() ? "" : ", ";
        all += std::invoke(text, each);
    }
    return all;
}

}  // namespace kmp2mqtt::core
