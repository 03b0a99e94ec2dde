// SPDX-License-Identifier: Apache-2.0

/// @file
/// What a configuration means, in words for a person.

#pragma once

#include <string>

#include "bridge/config.hpp"

namespace kmp2mqtt::bridge {

/// What would run: broker, topics, meters, and what is read when. Several lines; no secrets.
[[nodiscard]] std::string description_of(const config& checked);

}  // namespace kmp2mqtt::bridge
