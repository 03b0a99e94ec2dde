// SPDX-License-Identifier: Apache-2.0

#include "simulator/meter.hpp"

#include <array>
#include <cstdlib>
#include <ranges>
#include <span>
#include <variant>

namespace kmp2mqtt::simulator {
namespace {

constexpr std::size_t longest_mantissa = 8;

/// A register block and the bytes that it views.
struct written_register {
    std::array<std::uint8_t, longest_mantissa> bytes{};
    kmp::register_block block;
};

/// A value that is too large loses its first digits, as on a meter's display.
void write(written_register& to, const format& as, std::int64_t amount)
{
    const std::int64_t digits = amount / as.divisor;
    auto rest = static_cast<std::uint64_t>(std::abs(digits));
    const auto mantissa = std::span{to.bytes}.first(as.length);
    for (auto& byte : mantissa | std::views::reverse) {
        byte = static_cast<std::uint8_t>(rest & 0xFFU);
        rest >>= 8U;
    }
    to.block.unit = as.unit;
    to.block.sign_exponent = static_cast<std::uint8_t>(
        (digits < 0 ? 0x80U : 0U) | (as.decimals > 0 ? 0x40U | as.decimals : 0U));
    to.block.mantissa = mantissa;
}

}  // namespace

kmp::result<kmp::physical::frame> meter::answer(const kmp::request& request, meter_time now)
{
    if (std::holds_alternative<kmp::get_type_request>(request)) {
        return kmp::encode(address_,
                           kmp::get_type_response{.type = kind_->type, .revision = revision});
    }
    const auto* const wanted = std::get_if<kmp::get_register_request>(&request);
    if (wanted == nullptr) {
        return kmp::encode(address_, kmp::get_serial_no_response{serial_});
    }
    home_.advance(now);
    const subject of{.home = home_, .serial = serial_, .now = now};
    std::array<written_register, kmp::max_registers> written;
    kmp::get_register_response response;
    for (const auto id : wanted->registers) {
        const auto* const source = find_source(*kind_, id);
        if (source == nullptr) {
            continue;
        }
        auto& next = written.at(response.registers.size());
        next.block.id = id;
        write(next, kind_->formats.at(static_cast<std::size_t>(source->what)), source->read(of));
        response.registers.push_back(next.block);
    }
    return kmp::encode(address_, response);
}

}  // namespace kmp2mqtt::simulator
