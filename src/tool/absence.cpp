// SPDX-License-Identifier: Apache-2.0

#include "tool/absence.hpp"

namespace kmp2mqtt::tool {

std::string_view absence_text(const kmp::measurement& of) noexcept
{
    constexpr std::string_view not_set = "not set";
    if (of.sent_number.is_zero()) {
        return not_set;
    }
    switch (kmp::info(of.sent_unit).values) {
        case kmp::layout::clock:
            return "no valid time";
        case kmp::layout::date:
        case kmp::layout::long_date:
        case kmp::layout::month_day:
            return "no valid date";
        case kmp::layout::rtc:
        case kmp::layout::dst_date_time:
            return "no valid date and time";
        default:
            return not_set;  // characters that are all blank
    }
}

}  // namespace kmp2mqtt::tool
