// SPDX-License-Identifier: Apache-2.0

#include "mqtt/reason.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "core/log.hpp"

namespace kmp2mqtt::mqtt {
namespace {

struct row {
    int code;
    std::string_view words;
};

constexpr std::array table{
    row{.code = 0x01, .words = "it does not speak this MQTT version"},
    row{.code = 0x02, .words = "it does not accept the client id"},
    row{.code = 0x03, .words = "it says that it is unavailable"},
    row{.code = 0x04, .words = "bad user name or password"},
    row{.code = 0x05, .words = "not authorised (user name, password or the broker's access rules)"},
    row{.code = 0x80, .words = "no reason told"},
    row{.code = 0x81, .words = "malformed packet"},
    row{.code = 0x82, .words = "protocol error"},
    row{.code = 0x84, .words = "it does not speak this MQTT version"},
    row{.code = 0x85, .words = "it does not accept the client id"},
    row{.code = 0x86, .words = "bad user name or password"},
    row{.code = 0x87, .words = "not authorised (user name, password or the broker's access rules)"},
    row{.code = 0x88, .words = "it says that it is unavailable"},
    row{.code = 0x89, .words = "it says that it is busy"},
    row{.code = 0x8A, .words = "this client is banned"},
    row{.code = 0x8B, .words = "it shuts down"},
    row{.code = 0x8D, .words = "it heard nothing from us for too long (keep-alive)"},
    row{.code = 0x8F, .words = "it does not accept the topic filter"},
    row{.code = 0x90, .words = "it does not accept the topic"},
    row{.code = 0x93, .words = "more messages under way than it takes"},
    row{.code = 0x95, .words = "the packet is larger than it takes"},
    row{.code = 0x96, .words = "too many messages"},
    row{.code = 0x97, .words = "a quota is used up"},
    row{.code = 0x98, .words = "an administrator ended it"},
    row{.code = 0x9A, .words = "it stores no retained messages"},
    row{.code = 0x9B, .words = "it does not take QoS 1"},
    row{.code = 0x9C, .words = "it asks to use another server"},
    row{.code = 0x9D, .words = "it has moved to another server"},
    row{.code = 0x9F, .words = "too many connections in a short time"},
};

}  // namespace

std::string reason_text(int code)
{
    const auto* const found = std::ranges::find(table, code, &row::code);
    if (found == table.end()) {
        return core::format("reason code 0x{:02X}", static_cast<unsigned>(code));
    }
    return std::string{found->words};
}

}  // namespace kmp2mqtt::mqtt
