// SPDX-License-Identifier: Apache-2.0

/// @file
/// What the scenarios do, as functions; simulator/scenario.hpp says when each is called.

#pragma once

#include <string_view>

#include "simulator/scenario.hpp"

namespace kmp2mqtt::simulator::faults {

// Of the way to the meter.
[[nodiscard]] std::string_view refuse(const moment& now);
[[nodiscard]] bool echo_all(const moment& now);
[[nodiscard]] bool echo_some(const moment& now);
[[nodiscard]] bool hear_unless_asleep(const moment& now);
[[nodiscard]] bool hear_after_key_press(const moment& now);
[[nodiscard]] bool hear_some_times(const moment& now);

// Of what it measures and answers.
void ask_otherwise(kmp::request& asked, const moment& now);
void leave_out(entries& values, const moment& now);
void shuffle(entries& values, const moment& now);
void change_unit(entries& values, const moment& now);
void restart_counters(entries& values, const moment& now);
void break_sensors(entries& values, const moment& now);
void raise_info(entries& values, const moment& now);

// Of the frame and its bytes.
void spoil_checksum(transmission& answer, const moment& now);
void cut(transmission& answer, const moment& now);
void reset(transmission& answer, const moment& now);
void chatter(transmission& answer, const moment& now);
void swallow(transmission& answer, const moment& now);
void add_noise(transmission& answer, const moment& now);
void flip_bits(transmission& answer, const moment& now);
void delay(transmission& answer, const moment& now);

}  // namespace kmp2mqtt::simulator::faults
