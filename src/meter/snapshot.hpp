// SPDX-License-Identifier: Apache-2.0

/// @file
/// What is known of a meter at this moment: the newest value of every configured register.

#pragma once

#include <optional>
#include <vector>

#include <kmp/value.hpp>

#include "core/clock.hpp"
#include "meter/reading.hpp"

namespace kmp2mqtt::meter {

/// Registers 1003 and 1002, which together are the meter's own clock.
inline constexpr kmp::register_id date_register{1003};
inline constexpr kmp::register_id clock_register{1002};

/// Grows reading by reading; what a reading does not speak of stays as it was.
class snapshot {
public:
    struct entry {
        kmp::register_id id{};
        std::optional<kmp::unit> unit;  ///< as last answered; nullopt: never answered
        kmp::value value;               ///< no_value: missing, rejected, impossible, not yet read
        bool asked{false};     ///< the meter has answered a request for it, perhaps without it
        bool rejected{false};  ///< its newest value could not be true
        std::optional<int> decimals;  ///< of the newest number: the resolution, 0 or more
    };

    explicit snapshot(const std::vector<kmp::register_id>& configured);

    /// Takes over what the reading says of configured registers; others are left out.
    ///
    /// @returns whether more than values changed: a unit, a resolution, an answer that is the first
    bool apply(const reading& newest);

    /// Whether a reading says anything of configured registers.
    [[nodiscard]] bool concerns(const reading& newest) const noexcept;

    /// Another meter hangs on the line: nothing is known of it yet.
    void forget();

    [[nodiscard]] const std::vector<entry>& registers() const noexcept { return registers_; }

    /// What is known of a register; nullptr: it is not configured. Good until apply().
    [[nodiscard]] const entry* entry_of(kmp::register_id id) const noexcept;

    /// Whether the register is configured.
    [[nodiscard]] bool has(kmp::register_id id) const noexcept { return entry_of(id) != nullptr; }

    /// Time of the newest reading of configured registers; nullopt: none in this run.
    [[nodiscard]] std::optional<core::clock::wall_time> last_read() const noexcept
    {
        return last_read_;
    }

    /// Date and time on the meter's own clock, of the newest reading that had both registers;
    /// nullopt: none had, or the meter gave no time.
    [[nodiscard]] const std::optional<kmp::date_time>& clock() const noexcept { return clock_; }

    meter::identity identity;  ///< as far as it is known

private:
    void set_clock(const reading& newest);

    std::vector<entry> registers_;
    std::optional<core::clock::wall_time> last_read_;
    std::optional<kmp::date_time> clock_;
};

}  // namespace kmp2mqtt::meter
