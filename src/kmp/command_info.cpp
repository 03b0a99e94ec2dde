// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <array>

#include <kmp/command_info.hpp>

namespace kmp {
namespace {

constexpr auto known = std::to_array<command_info>({
    {0x01, "GetType", false, "what the meter is"},
    {0x02, "GetSerialNo", false, "the serial number"},
    {0x09, "SetClock", true, "sets date and time"},
    {0x10, "GetRegister", false, "values of registers"},
    {0x11, "PutRegister", true, "sets a register"},
    {0x92, "Login", false, "gives a PIN, electricity meters"},
    {0x9B, "GetEventStatus", false, "what the logger has to tell"},
    {0x9C, "ClearEventStatus", true, "clears what the logger has to tell"},
    {0xA0, "GetLogTimePresent", false, "records of a log, by time"},
    {0xA1, "GetLogLastPresent", true, "records not read yet; moves the read mark"},
    {0xA2, "GetLogIDPresent", false, "records of a log, by number"},
    {0xA3, "GetLogTimePast", false, "records of a log, by time into the past"},
    {0xB8, "Logger", false, "logs of the 303, 403, 603 and newer meters"},
});

}  // namespace

const command_info* find(command id) noexcept
{
    const auto* const row =
        std::ranges::find(known, static_cast<std::uint8_t>(id), &command_info::code);
    return row == known.end() ? nullptr : row;
}

}  // namespace kmp
