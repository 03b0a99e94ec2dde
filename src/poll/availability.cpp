// SPDX-License-Identifier: Apache-2.0

#include "poll/availability.hpp"

#include <utility>

namespace kmp2mqtt::poll {

bool availability::answered() noexcept
{
    failures_ = 0;
    port_gone_since_.reset();
    return !std::exchange(online_, true);
}

bool availability::failed(core::cause why, core::clock::time_point now) noexcept
{
    ++failures_;
    if (!core::is_port_failure(why)) {
        port_gone_since_.reset();
    } else if (!port_gone_since_) {
        port_gone_since_ = now;
    }
    const bool port_is_gone =
        port_gone_since_ && now - *port_gone_since_ >= port_gone_until_offline;
    if (failures_ < failures_until_offline && !port_is_gone) {
        return false;
    }
    return std::exchange(online_, false);
}

}  // namespace kmp2mqtt::poll
