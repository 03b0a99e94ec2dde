// SPDX-License-Identifier: Apache-2.0

#include "tool/decode/command_fields.hpp"

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include <kmp/message.hpp>
#include <kmp/unit.hpp>

#include "core/log.hpp"
#include "tool/decode/log_fields.hpp"
#include "tool/decode/register_fields.hpp"

namespace kmp2mqtt::tool {
namespace {

using kmp::physical::sender;

enum class shown_as : std::uint8_t { number, type, revision, date, clock, bits };

struct fixed_field {
    std::string_view name;
    std::size_t size;
    shown_as as;
};

constexpr std::array type_answer{
    fixed_field{.name = "type", .size = 2, .as = shown_as::type},
    fixed_field{.name = "revision", .size = 2, .as = shown_as::revision},
};
constexpr std::array serial_answer{
    fixed_field{.name = "serial", .size = 4, .as = shown_as::number},
};
constexpr std::array clock_request{
    fixed_field{.name = "date", .size = 4, .as = shown_as::date},
    fixed_field{.name = "clock", .size = 4, .as = shown_as::clock},
};
constexpr std::array event_answer{
    fixed_field{.name = "event_status", .size = 4, .as = shown_as::bits},
};
constexpr std::array clear_request{
    fixed_field{.name = "clear_if_read", .size = 4, .as = shown_as::bits},
    fixed_field{.name = "clear_always", .size = 4, .as = shown_as::bits},
};

/// Messages whose data always have the same length ([KMP] 6.2, 6.3).
struct fixed_layout {
    std::uint8_t command;
    sender from;
    std::span<const fixed_field> fields;
};

constexpr std::array layouts{
    fixed_layout{.command = 0x01, .from = sender::host, .fields = {}},
    fixed_layout{.command = 0x01, .from = sender::meter, .fields = type_answer},
    fixed_layout{.command = 0x02, .from = sender::host, .fields = {}},
    fixed_layout{.command = 0x02, .from = sender::meter, .fields = serial_answer},
    fixed_layout{.command = 0x09, .from = sender::host, .fields = clock_request},
    fixed_layout{.command = 0x9B, .from = sender::host, .fields = {}},
    fixed_layout{.command = 0x9B, .from = sender::meter, .fields = event_answer},
    fixed_layout{.command = 0x9C, .from = sender::host, .fields = clear_request},
    fixed_layout{.command = 0x9C, .from = sender::meter, .fields = event_answer},
};

const fixed_layout* find_layout(kmp::command id, sender who)
{
    for (const auto& row : layouts) {
        if (row.command == static_cast<std::uint8_t>(id) && row.from == who) {
            return &row;
        }
    }
    return nullptr;
}

/// Date and clock of SetClock are laid out as in registers ([KMP] 6.2.3).
field take_as_register(packet_reader& from, const fixed_field& row, kmp::unit unit)
{
    const auto value =
        kmp::interpret(
            {.id = {}, .unit = unit, .sign_exponent = 0, .mantissa = from.peek(row.size)})
            .value;
    const auto text = kmp::text(value);
    return from.take(row.name, row.size, value, text.empty() ? "impossible" : text);
}

field take_fixed(packet_reader& from, const fixed_field& row)
{
    const auto content = from.peek_number(row.size);
    const kmp::get_type_response parts{.type = static_cast<std::uint16_t>(content),
                                       .revision = static_cast<std::uint16_t>(content)};
    switch (row.as) {
        case shown_as::type:
            return from.take(row.name, row.size, words(parts.type_text()), parts.type_text());
        case shown_as::revision: {
            const auto text = parts.revision_text();
            return from.take(row.name, row.size, text.empty() ? kmp::value{} : words(text),
                             text.empty() ? "not told" : text);
        }
        case shown_as::date:
            return take_as_register(from, row, kmp::unit::date);
        case shown_as::clock:
            return take_as_register(from, row, kmp::unit::clock);
        case shown_as::bits:
            return from.take_number(row.name, row.size, core::format("bits {:032b}", content));
        case shown_as::number:
            break;
    }
    return from.take_number(row.name, row.size);
}

void take_layout(packet_reader& from, std::vector<field>& into, const fixed_layout& layout)
{
    std::size_t wanted = 0;
    for (const auto& row : layout.fields) {
        wanted += row.size;
    }
    if (from.left() != wanted) {
        from.refuse(
            fault_code::bad_length,
            core::format("this {} takes {} bytes of data; here are {}",
                         layout.from == sender::host ? "request" : "answer", wanted, from.left()));
    }
    for (const auto& row : layout.fields) {
        if (from.left() < row.size) {
            break;
        }
        into.push_back(take_fixed(from, row));
    }
    from.take_rest(into, "rest", "not what the command has");
}

/// PutRegister: a password, and a register with its value.
void take_put(packet_reader& from, std::vector<field>& into)
{
    if (from.left() < 2) {
        from.refuse(fault_code::bad_length,
                    core::format("a password takes 2 bytes; here are {}", from.left()));
    } else {
        into.push_back(from.take("password", 2));
        if (take_register(from, into) && from.left() > 0) {
            from.refuse(fault_code::bad_length,
                        core::format("{} bytes follow the register", from.left()));
        }
    }
    from.take_rest(into, "rest", "not what the command has");
}

}  // namespace

bool take_data(packet_reader& from, std::vector<field>& into, kmp::command id,
               std::optional<sender> who)
{
    constexpr kmp::command put_register{0x11};
    if (!who) {
        from.take_rest(into, "data");
        return false;
    }
    const bool is_request = *who == sender::host;
    if (const auto* const layout = find_layout(id, *who)) {
        take_layout(from, into, *layout);
    } else if (id == kmp::command::get_register) {
        is_request ? take_asked_registers(from, into) : take_registers(from, into);
    } else if (is_log_command(id)) {
        is_request ? take_log_request(from, into, id) : take_log_response(from, into);
    } else if (id == put_register && is_request) {
        take_put(from, into);
    } else {
        from.take_rest(into, "data");
        return false;
    }
    return true;
}

}  // namespace kmp2mqtt::tool
