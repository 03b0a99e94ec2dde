// SPDX-License-Identifier: Apache-2.0

#include "tool/decode/datalink_fields.hpp"

#include <string>
#include <string_view>

#include <kmp/command_info.hpp>
#include <kmp/datalink.hpp>

#include "core/log.hpp"

namespace kmp2mqtt::tool {
namespace {

/// Empty where nobody says who that is.
std::string_view owner_of(std::uint8_t address) noexcept
{
    switch (kmp::address{address}) {
        case kmp::address::meter:
            return "the meter";
        case kmp::address::logger_top:
            return "a logger in the top module";
        case kmp::address::logger_base:
            return "a logger in the base module";
    }
    return {};
}

std::string_view role_of(std::optional<kmp::physical::sender> who)
{
    if (!who) {
        return "request or answer";
    }
    return *who == kmp::physical::sender::host ? "the request" : "the answer";
}

}  // namespace

bool is_documented_address(std::uint8_t byte) noexcept
{
    return !owner_of(byte).empty();
}

field take_destination(packet_reader& from)
{
    const auto byte = from.peek(1)[0];
    const auto owner = owner_of(byte);
    return from.take(layer::data_link, "destination", 1, number(byte),
                     owner.empty() ? "an address that is not documented" : std::string{owner});
}

field take_command(packet_reader& from, std::optional<kmp::physical::sender> who)
{
    const auto code = from.peek(1)[0];
    const auto* const known = kmp::find(kmp::command{code});
    return from.take_number(
        "command", 1,
        known == nullptr ? core::format("command {:02x}, not known", code)
                         : core::format("{}, {}: {}", known->name, role_of(who), known->describes));
}

field take_checksum(packet_reader& from, std::uint16_t right)
{
    const auto given = from.peek_number(checksum_size);
    return from.take(layer::data_link, "checksum", checksum_size, number(given),
                     given == right
                         ? core::format("{:04x}, right", given)
                         : core::format("{:04x}, wrong; {:04x} would be right", given, right));
}

}  // namespace kmp2mqtt::tool
