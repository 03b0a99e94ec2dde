// SPDX-License-Identifier: Apache-2.0

#include "tool/duration_option.hpp"

#include "core/duration.hpp"
#include "core/log.hpp"

namespace kmp2mqtt::tool {

kmp::result<std::chrono::milliseconds, std::string> read_duration(std::string_view option,
                                                                  std::string_view text,
                                                                  std::string_view examples)
{
    const auto span = core::parse_duration(text);
    if (!span || *span <= std::chrono::milliseconds{0} || *span > longest_duration) {
        return core::format("{} {}: must be a duration over 0 and up to {}, as {}", option, text,
                            core::duration_text(longest_duration), examples);
    }
    return *span;
}

}  // namespace kmp2mqtt::tool
