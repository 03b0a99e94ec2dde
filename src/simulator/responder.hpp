// SPDX-License-Identifier: Apache-2.0

/// @file
/// The meter's end of one line: bytes in, what to send and when.
///
/// Pure; simulator/line.hpp moves the bytes.

#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include <kmp/physical.hpp>

#include "core/clock.hpp"
#include "simulator/combination.hpp"
#include "simulator/journal.hpp"
#include "simulator/meter.hpp"
#include "simulator/transmission.hpp"

namespace kmp2mqtt::simulator {

/// [KMP] 2.1: after invalid data, requests are discarded until the line was quiet for so long.
inline constexpr std::chrono::milliseconds discard_time{1600};

class responder {
public:
    /// @param of      must outlive the responder
    /// @param faults  as combine() sorts them; must outlive the responder
    /// @param notes   where each request is noted, nullptr: nowhere; must outlive the responder
    responder(meter& of, std::span<const fault> faults, journal* notes = nullptr) noexcept
        : meter_{of}, faults_{faults}, journal_{notes}
    {
    }

    /// For each new client: what it is told instead of being served; empty: it is served.
    [[nodiscard]] std::string_view greet(core::clock::time_point when);

    /// For each byte of the host: whether the head sends it back.
    [[nodiscard]] bool echoes(core::clock::time_point when);

    /// Takes one byte that was on the line until `when`.
    ///
    /// @returns the answer to the request that it completes; empty for none. What the meter does
    ///          not answer: another address, a bad checksum, an unknown command, more than eight
    ///          registers, and whatever comes while it sleeps.
    [[nodiscard]] transmission push(std::uint8_t byte, core::clock::time_point when,
                                    meter_time now);

private:
    [[nodiscard]] transmission answer(std::span<const std::uint8_t> packet,
                                      core::clock::time_point when, meter_time now);
    [[nodiscard]] moment moment_of(const fault& of, core::clock::time_point when) noexcept;
    [[nodiscard]] bool hears(core::clock::time_point when);
    [[nodiscard]] kmp::result<kmp::physical::frame> frame_for(const kmp::request& answered,
                                                              kmp::command asked,
                                                              core::clock::time_point when,
                                                              meter_time now);
    void note_answer(kmp::command asked, const entries& said);
    void turn_deaf(core::clock::time_point when) noexcept;

    meter& meter_;
    std::span<const fault> faults_;
    journal* journal_;
    kmp::physical::decoder decoder_{kmp::physical::sender::host};
    core::clock::time_point deaf_until_{core::clock::time_point::min()};
};

}  // namespace kmp2mqtt::simulator
