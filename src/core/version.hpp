// SPDX-License-Identifier: Apache-2.0

/// @file
/// The project's version, as meson.build has it.

#pragma once

#include <string_view>

namespace kmp2mqtt::core {

inline constexpr std::string_view version = KMP2MQTT_VERSION;

}  // namespace kmp2mqtt::core
