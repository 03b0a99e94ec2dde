// SPDX-License-Identifier: Apache-2.0

/// @file
/// Frames of a meter in tests, where their bytes do not matter: the codec makes them.

#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include <kmp/message.hpp>

#include "fake/hex.hpp"

namespace fake {

/// The frame that asks for these registers.
[[nodiscard]] inline bytes asks(const std::vector<kmp::register_id>& registers)
{
    kmp::get_register_request request;
    for (const auto id : registers) {
        request.registers.push_back(id);
    }
    const auto frame = kmp::encode(kmp::address::meter, kmp::request{request});
    return {(*frame).begin(), (*frame).end()};
}

/// The frame that answers with hundredths of a unit for each of these registers. Without a unit:
/// that fits every register.
[[nodiscard]] inline bytes answers(const std::vector<kmp::register_id>& registers,
                                   std::uint8_t hundredths = 123, kmp::unit unit = kmp::unit::none)
{
    const std::array<std::uint8_t, 4> mantissa{0, 0, 0, hundredths};
    kmp::get_register_response response;
    for (const auto id : registers) {
        response.registers.push_back(
            {.id = id, .unit = unit, .sign_exponent = 0x42, .mantissa = mantissa});
    }
    const auto frame = kmp::encode(kmp::address::meter, kmp::response{response});
    return {(*frame).begin(), (*frame).end()};
}

}  // namespace fake
