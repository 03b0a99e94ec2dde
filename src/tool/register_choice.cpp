// SPDX-License-Identifier: Apache-2.0

#include "tool/register_choice.hpp"

#include <algorithm>

#include <kmp/registers.hpp>

#include "core/log.hpp"
#include "tool/whole_number.hpp"

namespace kmp2mqtt::tool {

kmp::result<kmp::register_id, std::string> find_register(std::string_view text)
{
    if (const auto number = whole_number(text)) {
        if (*number > 0xFFFF) {
            return core::format("register {}: the largest number is 65535", text);
        }
        return static_cast<kmp::register_id>(*number);
    }
    if (const auto named = kmp::find_register(text)) {
        return *named;
    }
    const auto nearest = kmp::nearest_name(text);
    return core::format("register {}: neither a number nor a known name{}", text,
                        nearest.empty() ? "; kmptool registers lists them"
                                        : core::format("; did you mean {}?", nearest));
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
    std::string all;
    for (const auto id : registers) {
        all += core::format("{}{} ({})", all.empty() ? "" : ", ", kmp::name_of(id),
                            static_cast<unsigned>(id));
    }
    return all;
}

}  // namespace kmp2mqtt::tool
