// SPDX-License-Identifier: Apache-2.0

/// @file
/// What the configuration says about topics and Home Assistant.

#pragma once

#include <compare>
#include <cstdint>
#include <string>

namespace kmp2mqtt::home {

/// Which discovery documents are published.
enum class style : std::uint8_t {
    device,     ///< one for each device: Home Assistant 2024.11 and later
    component,  ///< one for each entity: older ones, openHAB up to 5.1, Domoticz
};

/// A Home Assistant release: 2025.11.
struct release {
    int year{2025};
    int month{11};
    auto operator<=>(const release&) const = default;
};

struct settings {
    std::string base_topic{"kmp2mqtt"};
    std::string client_id;
    bool discovery{true};
    std::string discovery_prefix{"homeassistant"};
    std::string status_topic{"homeassistant/status"};
    home::style style{style::device};
    release min_version;
};

}  // namespace kmp2mqtt::home
