// SPDX-License-Identifier: Apache-2.0

/// @file
/// What is wrong with a meter, as far as it says so itself or its values show it. Pure.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "meter/settings.hpp"
#include "meter/snapshot.hpp"

namespace kmp2mqtt::home {

struct problem {
    std::string_view key;          ///< "low_battery"
    std::string_view name;         ///< "Low battery"
    std::optional<bool> is_there;  ///< nullopt: the meter gave no info code
    bool is_common{true};          ///< of interest in any house
};

/// "problem_low_battery": the key in a meter's info, and of the entity.
[[nodiscard]] std::string problem_key(const problem& of);

/// Every problem that the meter can have: a value that was rejected, and, where an info register is
/// read and the model's list is known, each of its causes.
[[nodiscard]] std::vector<problem> problems_of(const meter::settings& configured,
                                               const meter::snapshot& of);

/// Whether an info register is configured.
[[nodiscard]] bool may_have_info(const meter::snapshot& of);

/// Whether the meter answered an info register that is configured.
[[nodiscard]] bool has_info(const meter::snapshot& of);

/// The info code in words, at most longest_state bytes; std::nullopt: the meter gave none.
[[nodiscard]] std::optional<std::string> info_text_of(const meter::settings& configured,
                                                      const meter::snapshot& of);

}  // namespace kmp2mqtt::home
