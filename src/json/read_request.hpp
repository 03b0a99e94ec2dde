// SPDX-License-Identifier: Apache-2.0

/// @file
/// What people may write on the command topic `<base>/<meter>/get`.

#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <kmp/message.hpp>
#include <kmp/result.hpp>

namespace kmp2mqtt::json {

inline constexpr std::size_t max_request_registers = 32;   ///< our choice: four telegrams
inline constexpr std::size_t max_transaction_bytes = 256;  ///< our choice: given back, so bounded
inline constexpr std::size_t max_request_bytes = 4096;     ///< our choice: 32 long names fit twice

struct read_request {
    std::vector<kmp::register_id> registers;           ///< distinct; empty: the configured set
    std::optional<std::chrono::milliseconds> max_age;  ///< nullopt: as configured
    std::string transaction{"null"};                   ///< JSON text of a scalar
};

/// A request that is not carried out.
struct refused_request {
    std::string code;     ///< "bad_request" or "unknown_register"
    std::string message;  ///< what is wrong, and what would be right
    std::string transaction{"null"};
};

/// Reads a payload: empty, PRESS, {}, a number, a name, a list, or an object with registers,
/// transaction, max_age. Any bytes of any length are fine; none is trusted.
[[nodiscard]] kmp::result<read_request, refused_request> parse_read_request(
    std::string_view payload);

}  // namespace kmp2mqtt::json
