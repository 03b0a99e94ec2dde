// SPDX-License-Identifier: Apache-2.0

/// @file
/// Whether a meter that does not answer sleeps, or cannot be reached. Pure.

#pragma once

#include <cstdint>
#include <string_view>

#include "core/failure.hpp"

namespace kmp2mqtt::meter {

enum class condition : std::uint8_t {
    unknown,      ///< has not answered yet, and its line works or was not tried
    awake,        ///< the newest read was answered, if only by a damaged frame
    asleep,       ///< it answered before, and is silent on a line that works
    unreachable,  ///< the port is missing, refused, or in use
};

/// "awake"
[[nodiscard]] std::string_view text(condition of) noexcept;

/// What the newest reads say of a meter.
class condition_watch {
public:
    /// @param answered_before  in an earlier run
    explicit condition_watch(bool answered_before = false) noexcept : known_{answered_before} {}

    void answered() noexcept;
    void failed(core::cause why) noexcept;

    [[nodiscard]] condition now() const noexcept { return now_; }

private:
    condition now_{condition::unknown};
    bool known_;
};

}  // namespace kmp2mqtt::meter
