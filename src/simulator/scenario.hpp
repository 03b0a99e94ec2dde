// SPDX-License-Identifier: Apache-2.0

/// @file
/// What can go wrong between a meter and its reader, by name. One row a scenario.

#pragma once

#include <span>
#include <string_view>

#include <kmp/message.hpp>

#include "simulator/chance.hpp"
#include "simulator/transmission.hpp"

namespace kmp2mqtt::simulator {

/// A fault changes the request before it is answered, or what is sent then, or both.
struct scenario {
    std::string_view name;
    std::string_view sentence;  ///< what happens, for a person
    bool echoes{false};         ///< the head sends back what it receives
    void (*on_request)(kmp::request&, fortune&){nullptr};
    void (*on_answer)(transmission&, fortune&){nullptr};
};

[[nodiscard]] std::span<const scenario> scenarios() noexcept;

/// nullptr: no such scenario.
[[nodiscard]] const scenario* find_scenario(std::string_view name) noexcept;

}  // namespace kmp2mqtt::simulator
