// SPDX-License-Identifier: Apache-2.0

/// @file
/// A device and its entities as Home Assistant thinks of them, before they are written as
/// documents. Texts that are empty stand in no document.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kmp2mqtt::home {

/// A category: what is known of a device itself, not what it measures.
inline constexpr std::string_view diagnostic{"diagnostic"};

struct entity {
    std::string_view platform{"sensor"};
    std::string key;   ///< in a device's document and in the entity id: "heat_energy_e1"
    std::string id;    ///< end of the unique id: "60"
    std::string name;  ///< what people read, without the device's name
    std::string_view device_class{};
    std::string unit{};
    std::string_view state_class{};
    std::string_view category{};  ///< "diagnostic", "config"; empty: what the device is for
    bool is_enabled{true};        ///< when Home Assistant first sees it
    std::string_view icon{};
    std::optional<int> precision{};  ///< decimals shown
    std::string state_topic{};
    std::string json_path{};  ///< in the state's object: "power", or a path to it:
                              ///< R"(["a-b"]["power"])"; empty: the state is plain text
    std::string command_topic{};
    std::vector<std::pair<std::string_view, std::string_view>> payloads{};  ///< option, text
    std::vector<std::pair<std::string_view, int>> numbers{};                ///< option, number
    std::vector<std::string> availability{};  ///< topics, in place of the device's
};

struct device {
    std::string identifier;  ///< "kmp_71234567"; also the start of its entities' unique ids
    std::string slug;        ///< start of their entity ids: "heating"
    std::string name;
    std::string manufacturer{};
    std::string model{};
    std::string model_id{};
    std::string serial_number{};
    std::string sw_version{};
    std::string via_device{};                 ///< identifier of the device that it hangs on
    std::vector<std::string> availability{};  ///< topics that must all say online
    std::vector<entity> entities{};
};

}  // namespace kmp2mqtt::home
