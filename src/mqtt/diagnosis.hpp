// SPDX-License-Identifier: Apache-2.0

/// @file
/// Why there is no connection to the broker: Paho tells that only where the broker itself refused.

#pragma once

#include <string>

#include "mqtt/settings.hpp"

namespace kmp2mqtt::mqtt {

struct diagnosis {
    std::string why;
    bool maybe_version{false};  ///< the broker may have hung up at the sight of our MQTT version
};

/// Looks for the cause of a failed attempt: resolves the name, connects by TCP and hangs up, asks
/// what TLS complained of. Blocks: while the name resolves, and then at most 3 s.
///
/// @param paho_words what Paho said
[[nodiscard]] diagnosis why_unreachable(const settings& to, const std::string& paho_words);

/// Why the broker ended the connection, by the reason code of its DISCONNECT (MQTT 5).
[[nodiscard]] std::string why_dismissed(const settings& from, int code);

/// "broker.lan:1883"
[[nodiscard]] std::string address_text(const settings& of);

}  // namespace kmp2mqtt::mqtt
