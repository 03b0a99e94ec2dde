// SPDX-License-Identifier: Apache-2.0

#include "bridge/ownership.hpp"

#include "home/topics.hpp"
#include "json/member.hpp"

namespace kmp2mqtt::bridge {

void ownership::reset() noexcept
{
    owner_.reset();
    online_ = false;
}

void ownership::hear(const mqtt::message& stored)
{
    if (stored.topic == home::bridge_topic(home_, "state")) {
        online_ = stored.payload == "online";
    } else if (stored.topic == home::bridge_topic(home_, "info")) {
        owner_ = json::text_member(stored.payload, "client_id");
    }
}

std::optional<std::string> ownership::other_owner() const
{
    return online_ && owner_ != home_.client_id ? owner_ : std::nullopt;
}

}  // namespace kmp2mqtt::bridge
