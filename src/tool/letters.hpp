// SPDX-License-Identifier: Apache-2.0

/// @file
/// Words as people write them, made alike.

#pragma once

#include <string>
#include <string_view>

namespace kmp2mqtt::tool {

/// Lower case, and nothing but letters and digits of ASCII: "Heat Energy (E1)" is "heatenergye1".
[[nodiscard]] inline std::string squeezed(std::string_view text)
{
    std::string letters;
    for (const char c : text) {
        if (c >= 'A' && c <= 'Z') {
            letters += static_cast<char>(c - 'A' + 'a');
        } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
            letters += c;
        }
    }
    return letters;
}

}  // namespace kmp2mqtt::tool
