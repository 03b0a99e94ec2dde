// SPDX-License-Identifier: Apache-2.0

#include "bridge/status.hpp"

#include "core/log.hpp"

namespace kmp2mqtt::bridge {

std::string text(const status& of)
{
    auto line = core::format("{} to the broker, {} of {} meter{} online",
                             of.connected ? "connected" : "not connected", of.online, of.meters,
                             of.meters == 1 ? "" : "s");
    if (of.waiting > 0) {
        line += core::format(", {} reading{} wait{}", of.waiting, of.waiting == 1 ? "" : "s",
                             of.waiting == 1 ? "s" : "");
    }
    return line;
}

}  // namespace kmp2mqtt::bridge
