// SPDX-License-Identifier: Apache-2.0

/// @file
/// A meter in a house: turns a request into the frame of its answer.

#pragma once

#include <cstdint>

#include <kmp/message.hpp>

#include "simulator/entry.hpp"
#include "simulator/fortune.hpp"
#include "simulator/house.hpp"
#include "simulator/model.hpp"
#include "simulator/sleep.hpp"

namespace kmp2mqtt::simulator {

/// Several lines may read one meter.
class meter {
public:
    /// @param kind  must outlive the meter; models() does
    /// @param seed  of its faults
    meter(const model& kind, std::uint32_t serial, kmp::address address, const house& home,
          std::uint64_t seed)
        : kind_{&kind},
          serial_{serial},
          address_{address},
          home_{home},
          faults_{.luck = chance{seed, serial}}
    {
    }

    /// The answer at that time.
    [[nodiscard]] kmp::result<kmp::physical::frame> answer(const kmp::request& request,
                                                           meter_time now);

    /// What it would answer for these registers. Those that the model lacks are left out ([KMP]
    /// 6.2.4).
    [[nodiscard]] entries values(const kmp::get_register_request& wanted, meter_time now);

    /// The frame of such an answer.
    [[nodiscard]] kmp::result<kmp::physical::frame> write(const entries& values) const;

    /// Whether it is awake when a request comes, by the habit of its model.
    [[nodiscard]] bool hears(core::clock::time_point when) noexcept
    {
        return eye_.hears(kind_->sleep, when);
    }

    [[nodiscard]] kmp::address address() const noexcept { return address_; }
    [[nodiscard]] std::uint32_t serial() const noexcept { return serial_; }
    [[nodiscard]] const model& kind() const noexcept { return *kind_; }

    /// Decides its faults, on all its lines.
    [[nodiscard]] fortune& faults() noexcept { return faults_; }

private:
    const model* kind_;
    std::uint32_t serial_;
    kmp::address address_;
    house home_;
    attention eye_;
    fortune faults_;
};

}  // namespace kmp2mqtt::simulator
