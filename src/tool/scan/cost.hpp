// SPDX-License-Identifier: Apache-2.0

/// @file
/// What a scan will cost, told before it starts. Pure.

#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

#include "meter/settings.hpp"
#include "tool/scan/plan.hpp"

namespace kmp2mqtt::tool {

struct scan_cost {
    std::size_t telegrams{0};
    std::size_t bytes{0};  ///< both ways, pauses included as the bytes that would fit in
};

/// If no request fails, and if the meter knows all registers with values of four bytes: most meters
/// know a third of the catalogue, and are that much faster.
///
/// @param asks_serial  GetSerialNo comes before; where that names nobody, register 1001 is asked
///                     too, which is not counted
[[nodiscard]] scan_cost cost_of(const scan_plan& plan, bool asks_serial);

/// What one register that silences the meter costs besides.
struct silence_cost {
    std::size_t telegrams{0};
    std::chrono::milliseconds waits{0};  ///< for answers that do not come, and after each
};

/// In a request of so many registers, at the place where it is found last.
[[nodiscard]] silence_cost cost_of_silence(std::size_t together, const meter::settings& whom);

/// A span that needs no precision: "35 s", "12 min", "3 h".
[[nodiscard]] std::string about(std::chrono::seconds span);

/// "1 telegram", "25 telegrams"
[[nodiscard]] std::string counted(std::size_t number, std::string_view noun);

}  // namespace kmp2mqtt::tool
