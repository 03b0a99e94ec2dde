// SPDX-License-Identifier: Apache-2.0

/// @file
/// The meter's end of one line: bytes in, what to send and when.
///
/// Pure; simulator/line.hpp moves the bytes.

#pragma once

#include <cstdint>
#include <span>

#include <kmp/physical.hpp>

#include "core/clock.hpp"
#include "simulator/meter.hpp"
#include "simulator/scenario.hpp"
#include "simulator/transmission.hpp"

namespace kmp2mqtt::simulator {

/// [KMP] 2.1: after invalid data, requests are discarded until the line was quiet for so long.
inline constexpr std::chrono::milliseconds discard_time{1600};

class responder {
public:
    /// @param of      must outlive the responder
    /// @param faults  nullptr: none; else must outlive the responder; scenarios() does
    responder(meter& of, const scenario* faults) noexcept : meter_{of}, faults_{faults} {}

    /// Takes one byte that was on the line until `when`.
    ///
    /// @returns the answer to the request that it completes; empty for none. What the meter does
    ///          not answer: another address, a bad checksum, an unknown command, more than eight
    ///          registers.
    [[nodiscard]] transmission push(std::uint8_t byte, core::clock::time_point when,
                                    meter_time now);

    /// Whether the head sends back what it receives.
    [[nodiscard]] bool echoes() const noexcept { return faults_ != nullptr && faults_->echoes; }

private:
    [[nodiscard]] transmission answer(std::span<const std::uint8_t> packet,
                                      core::clock::time_point when, meter_time now);
    void turn_deaf(core::clock::time_point when) noexcept;

    meter& meter_;
    const scenario* faults_;
    kmp::physical::decoder decoder_{kmp::physical::sender::host};
    core::clock::time_point deaf_until_{core::clock::time_point::min()};
};

}  // namespace kmp2mqtt::simulator
