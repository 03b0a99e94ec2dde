// SPDX-License-Identifier: Apache-2.0

#include "tool/register_choice.hpp"

#include <algorithm>

#include <kmp/registers.hpp>

#include "core/joined.hpp"
#include "core/log.hpp"
#include "tool/register_hint.hpp"
#include "tool/whole_number.hpp"

namespace kmp2mqtt::tool {

namespace {

constexpr std::string_view digits = "0123456789";

/// What somebody meant as a number, be it right or wrong.
bool looks_like_number(std::string_view text)
{
    text.remove_prefix(text.starts_with('-') || text.starts_with('+') ? 1 : 0);
    return !text.empty() && digits.find(text.front()) != std::string_view::npos;
}

/// Why there is no such number: too large for 64 bits, or not written as one.
std::string wrong_number(std::string_view text)
{
    const bool is_hex = text.starts_with("0x") || text.starts_with("0X");
    const auto shown = text.substr(is_hex ? 2 : 0);
    const bool is_decimal = shown.find_first_not_of(digits) == std::string_view::npos;
    const bool is_large = is_hex ? shown.size() > 16 : is_decimal && !shown.starts_with('0');
    return is_large
               ? core::format("register {}: the largest number is 65535", text)
               : core::format("register {}: must be a number from 0 to 65535, as 60 or 0x3C", text);
}

}  // namespace

kmp::result<kmp::register_id, std::string> find_register(std::string_view text)
{
    if (const auto number = whole_number(text)) {
        if (*number > 0xFFFF) {
            return core::format("register {}: the largest number is 65535", text);
        }
        return static_cast<kmp::register_id>(*number);
    }
    if (looks_like_number(text)) {
        return wrong_number(text);
    }
    if (const auto named = kmp::find_register(text)) {
        return *named;
    }
    return core::format("register {}: neither a number nor a known name; {}", text,
                        register_hint(text));
}

kmp::result<std::vector<kmp::register_id>, std::string> find_registers(
    std::span<const std::string> texts)
{
    std::vector<kmp::register_id> all;
    for (const auto& text : texts) {
        const auto found = find_register(text);
        if (!found) {
            return found.error();
        }
        if (std::ranges::find(all, *found) == all.end()) {
            all.push_back(*found);
        }
    }
    return all;
}

std::string names_of(std::span<const kmp::register_id> registers)
{
    return core::joined(registers, [](kmp::register_id id) {
        return core::format("{} ({})", kmp::name_of(id), static_cast<unsigned>(id));
    });
}

}  // namespace kmp2mqtt::tool
