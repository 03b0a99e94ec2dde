// SPDX-License-Identifier: Apache-2.0

/// @file
/// Faults of the way to the meter: who is served, what comes back, what is heard.

#include <chrono>

#include "simulator/faults.hpp"

namespace kmp2mqtt::simulator::faults {
namespace {

core::clock::duration minutes(double number)
{
    const std::chrono::duration<double, std::chrono::minutes::period> span{number};
    return std::chrono::duration_cast<core::clock::duration>(span);
}

}  // namespace

/// Words of ser2net 4.
std::string_view refuse(const moment& now)
{
    return now.with.clients % static_cast<unsigned>(now.number) == 0 ? "Port already in use\r\n"
                                                                     : "";
}

bool echo_all(const moment& /*now*/)
{
    return true;
}

bool echo_some(const moment& now)
{
    return now.with.luck.between(0.0, 1.0) < now.number;
}

bool hear_unless_asleep(const moment& now)
{
    const sleep_habit sleepy{.after = minutes(now.number)};
    return now.with.eye.hears(sleepy, now.when);
}

bool hear_after_key_press(const moment& now)
{
    return now.when - now.with.first_asked.value_or(now.when) < minutes(now.number);
}

bool hear_some_times(const moment& now)
{
    return now.with.answers < static_cast<unsigned>(now.number);
}

}  // namespace kmp2mqtt::simulator::faults
