// SPDX-License-Identifier: Apache-2.0

#include "tool/register_output.hpp"

#include <algorithm>

#include <kmp/registers.hpp>
#include <kmp/unit.hpp>

#include "core/log.hpp"
#include "tool/absence.hpp"

namespace kmp2mqtt::tool {
namespace {

/// Whether the bytes mean something else than the number they are.
bool is_typed(const kmp::measurement& of)
{
    return kmp::info(of.sent_unit).values != kmp::layout::number;
}

std::string value_text(const kmp::measurement& of)
{
    if (!is_typed(of)) {
        return of.sent_number.text() + " " + unit_text(of.sent_unit);
    }
    auto text = kmp::text(of.value);
    return text.empty() ? core::format("{} ({} {})", absence_text(of), of.sent_number.text(),
                                       kmp::symbol(of.sent_unit))
                        : text;
}

}  // namespace

std::string unit_text(kmp::unit sent)
{
    if (!kmp::is_known(sent)) {
        return core::format("<unknown unit {}>", static_cast<unsigned>(sent));
    }
    const bool is_plain = sent == kmp::unit::none || sent == kmp::unit::number;
    return is_plain ? "no unit (number)" : std::string{kmp::symbol(sent)};
}

std::size_t name_width(std::span<const kmp::register_id> registers)
{
    constexpr std::size_t of_pykmp_tool = 16;
    std::size_t width = of_pykmp_tool;
    for (const auto id : registers) {
        width = std::max(width, kmp::name_of(id).size());
    }
    return width;
}

std::string register_line(const kmp::measurement& of, std::size_t width)
{
    return core::format("{:>4} → {:<{}} = {}", static_cast<unsigned>(of.id), kmp::name_of(of.id),
                        width, core::log::one_line(value_text(of)));
}

json::object register_json(const kmp::measurement& of)
{
    const auto id = static_cast<unsigned>(of.id);
    const auto unit = static_cast<unsigned>(of.sent_unit);
    const auto digits = of.sent_number.text();
    json::object row;
    row.add_number("id_int", id)
        .add_text("id_hex", core::format("0x{:04X}", id))
        .add_text("name", kmp::name_of(of.id))
        .add_text("label", kmp::label_of(of.id))
        .add_number("unit_int", unit)
        .add_text("unit_hex", core::format("0x{:02X}", unit))
        .add_text("unit_str", unit_text(of.sent_unit))
        .add("value_float", digits)
        .add_text("value_str", digits);
    if (is_typed(of)) {
        row.add_text_or_null("text", kmp::text(of.value));
    }
    return row;
}

}  // namespace kmp2mqtt::tool
