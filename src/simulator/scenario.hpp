// SPDX-License-Identifier: Apache-2.0

/// @file
/// What can go wrong between a meter and its reader, by name. One row a scenario.

#pragma once

#include <span>
#include <string_view>

#include <kmp/message.hpp>

#include "simulator/entry.hpp"
#include "simulator/fortune.hpp"
#include "simulator/transmission.hpp"

namespace kmp2mqtt::simulator {

/// The number that a scenario takes.
struct parameter {
    std::string_view name;  ///< "MINUTES", a word of the sentence; empty: it takes none
    double usual{0};        ///< where none is given
    double least{0};
    double most{0};
    bool is_whole{true};
};

/// What a fault may look at when its moment comes.
struct moment {
    fortune& with;
    double number{0};  ///< of the scenario, given or usual
    kmp::meter_family family{kmp::meter_family::multical_x03};
    core::clock::time_point when;  ///< the last byte of the request
};

/// What only one scenario of a combination can decide.
enum class part : std::uint8_t { none, echo, begin, end };

/// A fault has a say in one or more of these, from the client's coming to the last byte. Functions
/// that a scenario has no use for are nullptr.
struct scenario {
    std::string_view name;
    std::string_view sentence;  ///< what happens, for a person
    parameter takes{};
    part decides{part::none};
    bool needs_heat{false};  ///< a water meter has nothing that could fail so
    bool needs_tcp{false};

    /// What a client is told instead of being served; empty: it is served.
    std::string_view (*on_client)(const moment&){nullptr};
    /// Whether the head sends back this byte of the host's.
    bool (*echoes)(const moment&){nullptr};
    /// Whether the meter hears this request.
    bool (*hears)(const moment&){nullptr};
    void (*on_request)(kmp::request&, const moment&){nullptr};
    void (*on_values)(entries&, const moment&){nullptr};
    void (*on_answer)(transmission&, const moment&){nullptr};
};

/// In the order in which a combination is applied: from the meter out to the line.
[[nodiscard]] std::span<const scenario> scenarios() noexcept;

/// nullptr: no such scenario.
[[nodiscard]] const scenario* find_scenario(std::string_view name) noexcept;

}  // namespace kmp2mqtt::simulator
