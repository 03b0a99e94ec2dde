// SPDX-License-Identifier: Apache-2.0

#include "meter/condition.hpp"

namespace kmp2mqtt::meter {

std::string_view text(condition of) noexcept
{
    switch (of) {
        case condition::unknown:
            return "unknown";
        case condition::awake:
            return "awake";
        case condition::asleep:
            return "asleep";
        case condition::unreachable:
            return "unreachable";
    }
    return {};
}

void condition_watch::answered() noexcept
{
    now_ = condition::awake;
    known_ = true;
}

void condition_watch::failed(core::cause why) noexcept
{
    if (core::is_port_failure(why)) {
        now_ = condition::unreachable;
    } else if (core::came_nothing(why)) {
        now_ = known_ ? condition::asleep : condition::unknown;
    } else if (why == core::cause::bad_checksum || why == core::cause::wrong_answer ||
               why == core::cause::malformed || why == core::cause::no_registers) {
        answered();
    }
    // Noise is not the meter's, and what was not asked says nothing.
}

}  // namespace kmp2mqtt::meter
