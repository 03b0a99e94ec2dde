// SPDX-License-Identifier: Apache-2.0

/// @file
/// How many telegrams a meter's battery may pay for in a local day, and how many it has paid. Pure.

#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "core/clock.hpp"
#include "core/failure.hpp"
#include "meter/memory.hpp"

namespace kmp2mqtt::meter {

/// Every telegram counts: of reads, second tries, identity, commands, and those that keep a meter
/// awake. What nobody planned (commands, further tries after a read that failed) leaves alone those
/// of the reads that are still due on that day.
///
/// A day that is earlier than the one counted last is that of a clock that was set back, as at each
/// boot of a machine without a clock of its own: its telegrams are the same ones. The count begins
/// anew on a later day, or once a midnight is seen to pass.
class budget {
public:
    /// @param a_day   telegrams that may be sent
    /// @param so_far  those that were sent
    budget(std::uint32_t a_day, meter::spending so_far) noexcept : a_day_{a_day}, spending_{so_far}
    {
    }

    /// From now on so many.
    void allow(std::uint32_t a_day) noexcept { a_day_ = a_day; }

    /// What goes out from now on leaves so many alone.
    void leave(std::uint32_t telegrams) noexcept { alone_ = telegrams; }

    /// The clock may have been set back: from the next midnight on, all is as on any day. To be
    /// told more than once a day.
    void follow(core::clock::wall_time now);

    /// A telegram goes out.
    void spend(core::clock::wall_time now);

    [[nodiscard]] std::uint32_t spent(core::clock::wall_time now) const;
    [[nodiscard]] std::uint32_t left(core::clock::wall_time now) const;

    /// Whether another telegram may go out.
    [[nodiscard]] bool has_left(core::clock::wall_time now) const { return left(now) > alone_; }

    /// Why one may not, and when it may again at the latest: budget_spent.
    [[nodiscard]] core::failure refusal(core::clock::wall_time now) const;

    /// To be remembered over a restart.
    [[nodiscard]] const meter::spending& spending() const noexcept { return spending_; }

private:
    [[nodiscard]] bool is_new(std::chrono::local_days day) const;

    std::uint32_t a_day_;
    std::uint32_t alone_{0};
    meter::spending spending_;
    std::optional<std::chrono::local_days> behind_{};  // what the clock shows since it was set back
};

}  // namespace kmp2mqtt::meter
