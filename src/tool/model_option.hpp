// SPDX-License-Identifier: Apache-2.0

/// @file
/// Options that hold a meter's model.

#pragma once

#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>

namespace kmp2mqtt::tool {

/// Makes what people call a model one of `models`: "MC403", "MULTICAL 403", "flowIQ". Refuses any
/// other and lists those there are. For transform(), not check().
[[nodiscard]] CLI::Validator known_model(std::vector<std::string_view> models);

}  // namespace kmp2mqtt::tool
