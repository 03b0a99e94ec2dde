// SPDX-License-Identifier: Apache-2.0

/// @file
/// What is to be published: the last of the five words.

#pragma once

#include <optional>
#include <string>

namespace kmp2mqtt::core {

/// One message for the broker, QoS 1.
struct publication {
    std::string topic;
    std::string payload;
    bool retain{false};
    std::optional<std::string> correlation_data{};  ///< MQTT 5 only; left out over 3.1.1

    bool operator==(const publication&) const = default;
};

}  // namespace kmp2mqtt::core
