// SPDX-License-Identifier: Apache-2.0

/// @file
/// Our settings in Paho's words. Included by paho_client.cpp only, for it shows Paho's types.

#pragma once

#include <string>

#include <mqtt/connect_options.h>
#include <mqtt/message.h>
#include <mqtt/subscribe_options.h>

#include "core/publication.hpp"
#include "mqtt/publisher.hpp"
#include "mqtt/settings.hpp"

namespace kmp2mqtt::mqtt {

/// QoS of everything, both ways.
inline constexpr int at_least_once = 1;

/// "ssl://broker.lan:8883"
[[nodiscard]] std::string paho_uri(const settings& to);

[[nodiscard]] ::mqtt::connect_options paho_options(const settings& to, protocol version);

[[nodiscard]] ::mqtt::const_message_ptr paho_message(const core::publication& what,
                                                     protocol version);

[[nodiscard]] ::mqtt::subscribe_options paho_subscription(const subscription& to, protocol version);

[[nodiscard]] message our_message(const ::mqtt::message& from);

}  // namespace kmp2mqtt::mqtt
