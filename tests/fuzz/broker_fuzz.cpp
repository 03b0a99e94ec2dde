// SPDX-License-Identifier: Apache-2.0

/// @file
/// Whatever a broker brings: a topic to answer on is refused, or one on which the answer harms
/// nobody; a bridge's stored words make it another owner only with a name and "online".

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "bridge/ownership.hpp"
#include "fuzz/require.hpp"
#include "home/topics.hpp"
#include "json/member.hpp"

namespace {

using namespace kmp2mqtt;

home::settings our_home()
{
    home::settings ours;
    ours.client_id = "ours";
    return ours;
}

bool is_harmless(std::string_view topic)
{
    const auto is_outside = [topic](std::string_view root) {
        return topic != root && !topic.starts_with(std::string{root} + "/");
    };
    return !topic.empty() && topic.size() <= 256 && topic.front() != '$' &&
           std::ranges::none_of(topic,
                                [](char c) {
                                    return c == '#' || c == '+' ||
                                           static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
                                }) &&
           is_outside("homeassistant") &&
           (is_outside("kmp2mqtt") || !is_outside("kmp2mqtt/heating/response"));
}

void check_owner(std::string_view info, std::string_view state)
{
    const auto ours = our_home();
    bridge::ownership owner{ours};
    mqtt::message told;
    told.topic = "kmp2mqtt/bridge/info";
    told.payload = info;
    owner.hear(told);
    fuzz::require(!owner.other_owner());  // nothing has said that it is online
    told.topic = "kmp2mqtt/bridge/state";
    told.payload = state;
    owner.hear(told);
    const auto other = owner.other_owner();
    fuzz::require(!other || (state == "online" && *other != "ours" &&
                             *other == json::text_member(info, "client_id")));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes as text
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    if (home::is_allowed_response_topic(our_home(), "heating", text)) {
        fuzz::require(is_harmless(text));
    }
    check_owner(text, "online");
    // The first line is the state, the rest the self description.
    const auto end = std::min(text.find('\n'), size);
    check_owner(text.substr(std::min(end + 1, size)), text.substr(0, end));
    return 0;
}
