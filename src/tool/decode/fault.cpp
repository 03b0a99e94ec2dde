// SPDX-License-Identifier: Apache-2.0

#include "tool/decode/fault.hpp"

#include <array>

namespace kmp2mqtt::tool {
namespace {

constexpr std::array<std::string_view, 3> layers{"physical", "data_link", "application"};

constexpr std::array<std::string_view, 12> codes{
    "reserved_byte", "bad_escape",   "cut_short",          "no_stop",
    "empty",         "too_long",     "too_short",          "bad_checksum",
    "bad_length",    "no_registers", "too_many_registers", "cut_register",
};

}  // namespace

std::string_view name_of(layer of) noexcept
{
    return layers[static_cast<std::size_t>(of)];
}

std::string_view name_of(fault_code of) noexcept
{
    return codes[static_cast<std::size_t>(of)];
}

}  // namespace kmp2mqtt::tool
