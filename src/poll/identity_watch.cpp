// SPDX-License-Identifier: Apache-2.0

#include "poll/identity_watch.hpp"

namespace kmp2mqtt::poll {

verdict identity_watch::learn(const meter::identity& who, core::clock::time_point now)
{
    if (!configured_.empty() && who.serial != configured_) {
        asked_.reset();
        return verdict::foreign;
    }
    const bool has_changed = is_other(who);
    if (has_changed) {
        known_ = {};
    }
    if (!who.serial.empty()) {
        known_.serial = who.serial;
    }
    if (!who.type.empty()) {
        known_.type = who.type;
        known_.software = who.software;
    }
    if (!who.serial.empty()) {
        nameless_ = 0;
    } else if (who.names_nobody) {
        ++nameless_;
    }
    if (is_settled()) {
        asked_ = now;
    }
    return has_changed ? verdict::changed : verdict::same;
}

}  // namespace kmp2mqtt::poll
