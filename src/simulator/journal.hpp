// SPDX-License-Identifier: Apache-2.0

/// @file
/// What a meter was asked and what it said, whatever became of it on the line: to compare with what
/// a reader made of it.
///
/// One line of JSON a request that reached a meter:
///   {"time":1764100000123,"serial":71234567,"asked":16,"answered":true,"values":{"60":[227445,3,"GJ"]}}
/// `time` is in milliseconds of Unix time; `asked` is the command; `answered` is false while the
/// meter does not hear. `values`, by register, are the digits, how many of them are decimals, and
/// the unit, as the meter wrote them into its frame: after faults of what it measures, before
/// faults of frames and bytes.

#pragma once

#include <cstdint>
#include <ostream>

#include <kmp/message.hpp>

#include "core/clock.hpp"
#include "simulator/entry.hpp"

namespace kmp2mqtt::simulator {

class journal {
public:
    /// Both must outlive it.
    journal(std::ostream& into, core::clock& time) : into_{into}, time_{time} {}

    /// A request that a meter did not hear.
    void missed(std::uint32_t serial, kmp::command asked);

    /// A request that was answered.
    ///
    /// @param said  none, unless registers are in the answer
    void answered(std::uint32_t serial, kmp::command asked, const entries& said);

private:
    void begin(std::uint32_t serial, kmp::command asked);

    std::ostream& into_;
    core::clock& time_;
};

}  // namespace kmp2mqtt::simulator
