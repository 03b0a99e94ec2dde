// SPDX-License-Identifier: Apache-2.0

/// @file
/// [store] of the configuration.

#pragma once

#include <chrono>
#include <cstddef>
#include <string>

namespace kmp2mqtt::store {

struct settings {
    std::string path;  ///< empty: in memory only
    std::size_t max_readings{100'000};
    std::chrono::milliseconds max_age{std::chrono::hours{24 * 90}};
};

}  // namespace kmp2mqtt::store
