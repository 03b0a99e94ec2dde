// SPDX-License-Identifier: Apache-2.0

/// @file
/// When a scan that is under way writes its state.

#pragma once

#include <chrono>
#include <string>
#include <utility>

#include <kmp/result.hpp>

#include "core/clock.hpp"
#include "tool/scan/state.hpp"

namespace kmp2mqtt::tool {

/// Our choice: the whole file is written each time, and with all 65536 registers that is over half
/// a megabyte for a request of eight. A program or machine that crashes loses at most the answers
/// of these last seconds; a later run asks for them again.
inline constexpr std::chrono::seconds time_between_saves{5};

/// Keeps the state in a file, or nowhere.
class scan_keeper {
public:
    scan_keeper() = default;
    /// @param file  empty: nothing is kept
    explicit scan_keeper(std::string file) : file_{std::move(file)} {}

    [[nodiscard]] bool has_file() const noexcept { return !file_.empty(); }

    /// Whether keep() can work, found out before the meter is asked. @returns as save_scan()
    [[nodiscard]] kmp::result<kmp::done, std::string> try_out() const;

    /// Writes now. @returns as save_scan()
    [[nodiscard]] kmp::result<kmp::done, std::string> keep(const scan_state& state) const;

    /// Writes if time_between_saves has passed since the last time here, and the first time.
    ///
    /// @returns as save_scan()
    [[nodiscard]] kmp::result<kmp::done, std::string> keep_sometimes(const scan_state& state,
                                                                     core::clock::time_point now);

private:
    std::string file_;
    core::clock::time_point next_{core::clock::time_point::min()};
};

}  // namespace kmp2mqtt::tool
