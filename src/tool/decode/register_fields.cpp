// SPDX-License-Identifier: Apache-2.0

#include "tool/decode/register_fields.hpp"

#include <utility>

#include <kmp/registers.hpp>
#include <kmp/unit.hpp>
#include <kmp/value.hpp>

#include "core/log.hpp"
#include "tool/absence.hpp"

namespace kmp2mqtt::tool {
namespace {

constexpr std::size_t head_size = 5;  // id, unit, length, sign and exponent

std::string unit_words(kmp::unit code)
{
    if (!kmp::is_known(code)) {
        return "a unit that nobody documented";
    }
    const auto symbol = kmp::symbol(code);
    return symbol.empty() ? "none" : std::string{symbol};
}

/// SI and SE are the signs of the value and of the exponent in [KMP] 4.2.
std::string sign_words(std::uint8_t byte)
{
    const bool is_negative = (byte & 0x80U) != 0;
    const bool is_fraction = (byte & 0x40U) != 0;
    const unsigned exponent = byte & 0x3FU;
    return core::format("{} x 10^{}{} (SI {:d}, SE {:d}, exponent {})", is_negative ? '-' : '+',
                        is_fraction ? "-" : "", exponent, is_negative, is_fraction, exponent);
}

/// Layouts whose bytes are one integer.
bool is_integer(kmp::layout of)
{
    using enum kmp::layout;
    return of == number || of == clock || of == date || of == long_date || of == month_day ||
           of == bits;
}

field take_mantissa(packet_reader& from, const kmp::register_block& block)
{
    const auto size = block.mantissa.size();
    if (!is_integer(kmp::info(block.unit).values)) {
        return from.take("mantissa", size, {}, kmp::text(kmp::interpret(block).value));
    }
    const auto integer = kmp::decimal::from_bytes(block.mantissa, 0, false);
    return from.take("mantissa", size, integer, integer.text());
}

kmp::value exponent_of(const kmp::register_block& block)
{
    const int exponent = block.exponent();
    return kmp::decimal{static_cast<std::uint64_t>(exponent < 0 ? -exponent : exponent), 0,
                        exponent < 0};
}

/// The register and its value.
std::string sentence_of(const kmp::register_block& block)
{
    const auto measured = kmp::interpret(block);
    auto text = kmp::text(measured.value);
    const auto& unit = kmp::info(measured.unit);
    const bool has_symbol = unit.values == kmp::layout::number && unit.code != kmp::unit::number &&
                            !unit.symbol.empty() && !text.empty();
    if (text.empty()) {
        text = block.mantissa.empty() ? "no value" : absence_text(measured);
    }
    return core::format("{} ({}): {}{}{}", kmp::name_of(measured.id),
                        static_cast<unsigned>(measured.id), text, has_symbol ? " " : "",
                        has_symbol ? unit.symbol : "");
}

}  // namespace

field take_id(packet_reader& from)
{
    const auto number = from.peek_number(2);
    const auto* const known = kmp::find(kmp::register_id{static_cast<std::uint16_t>(number)});
    return from.take_number("id", 2,
                            known == nullptr
                                ? core::format("{}, not in the table of registers", number)
                                : core::format("{}, {}: {}", number, known->name, known->label));
}

void take_ids(packet_reader& from, std::vector<field>& into, std::size_t count)
{
    for (std::size_t i = 0; i < count && from.left() >= 2; ++i) {
        into.push_back(take_id(from));
    }
}

bool take_register(packet_reader& from, std::vector<field>& into,
                   std::vector<kmp::register_block>* seen)
{
    if (from.left() < head_size) {
        from.refuse(fault_code::cut_register,
                    core::format("a register begins with 5 bytes; here are {}", from.left()));
        from.take_rest(into, "cut_register", "the beginning of a register");
        return false;
    }
    const auto head = from.peek(head_size);
    const std::size_t length = head[3];
    const kmp::register_id id{static_cast<std::uint16_t>(from.peek_number(2))};
    if (from.left() - head_size < length) {
        from.refuse(fault_code::cut_register,
                    core::format("register {} says that {} bytes of value follow; here are {}",
                                 static_cast<unsigned>(id), length, from.left() - head_size));
        from.take_rest(into, "cut_register", core::format("the beginning of {}", kmp::name_of(id)));
        return false;
    }
    const kmp::register_block block{.id = id,
                                    .unit = kmp::unit{head[2]},
                                    .sign_exponent = head[4],
                                    .mantissa = from.peek(head_size + length).subspan(head_size)};
    std::vector<field> parts;
    parts.push_back(take_id(from));
    parts.push_back(from.take("unit", 1, words(kmp::symbol(block.unit)), unit_words(block.unit)));
    parts.push_back(from.take_number(
        "length", 1, core::format("{} {} of value", length, length == 1 ? "byte" : "bytes")));
    parts.push_back(from.take("exponent", 1, exponent_of(block), sign_words(block.sign_exponent)));
    if (length > 0) {
        parts.push_back(take_mantissa(from, block));
    }
    auto value = kmp::interpret(block).value;
    into.push_back(group("register", std::move(parts), std::move(value), sentence_of(block)));
    if (seen != nullptr) {
        seen->push_back(block);
    }
    return true;
}

field take_row_value(packet_reader& from, kmp::register_block format)
{
    format.mantissa = from.peek(format.mantissa.size());
    auto value = kmp::interpret(format).value;
    return from.take("value", format.mantissa.size(), std::move(value), sentence_of(format));
}

void take_registers(packet_reader& from, std::vector<field>& into)
{
    std::size_t count = 0;
    while (from.left() > 0) {
        if (count++ == kmp::max_registers) {
            from.refuse(fault_code::too_many_registers,
                        "an answer has at most 8 registers; here begins the ninth");
        }
        if (!take_register(from, into)) {
            return;
        }
    }
}

void take_asked_registers(packet_reader& from, std::vector<field>& into)
{
    if (from.left() == 0) {
        from.refuse(fault_code::no_registers, "no register is asked for: the count is missing");
        return;
    }
    const std::size_t count = from.peek(1)[0];
    if (count == 0) {
        from.refuse(fault_code::no_registers, "no register is asked for: the count is 0");
    } else if (count > kmp::max_registers) {
        from.refuse(fault_code::too_many_registers,
                    core::format("{} registers are asked for; 8 are allowed", count));
    } else if (from.left() != 1 + (2 * count)) {
        from.refuse(fault_code::bad_length,
                    core::format("{} registers take {} bytes; {} follow the count", count,
                                 2 * count, from.left() - 1));
    }
    into.push_back(from.take_number("count", 1));
    take_ids(from, into, count);
    from.take_rest(into, "rest", "not what the count says");
}

}  // namespace kmp2mqtt::tool
