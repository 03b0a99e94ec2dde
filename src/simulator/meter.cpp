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

using mantissa = std::array<std::uint8_t, longest_mantissa>;

kmp::register_block block_of(const entry& value, mantissa& into)
{
    const auto digits = written_digits(value);
    auto rest = static_cast<std::uint64_t>(std::abs(digits));
    const auto bytes = std::span{into}.first(value.as.length);
    for (auto& byte : bytes | std::views::reverse) {
        byte = static_cast<std::uint8_t>(rest & 0xFFU);
        rest >>= 8U;
    }
    const auto decimals = value.as.decimals;
    return {.id = value.id,
            .unit = value.as.unit,
            .sign_exponent = static_cast<std::uint8_t>((digits < 0 ? 0x80U : 0U) |
                                                       (decimals > 0 ? 0x40U | decimals : 0U)),
            .mantissa = bytes};
}

}  // namespace

std::int64_t written_digits(const entry& of) noexcept
{
    const std::int64_t digits = of.amount / of.as.divisor;
    if (of.as.length >= longest_mantissa) {
        return digits;
    }
    return digits % (std::int64_t{1} << (8U * of.as.length));
}

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
    return write(values(*wanted, now));
}

entries meter::values(const kmp::get_register_request& wanted, meter_time now)
{
    home_.advance(now);
    const subject of{.home = home_, .serial = serial_, .now = now};
    entries found;
    for (const auto id : wanted.registers) {
        if (const auto* const source = find_source(*kind_, id)) {
            found.push_back({.id = id,
                             .what = source->what,
                             .as = kind_->formats.at(static_cast<std::size_t>(source->what)),
                             .amount = source->read(of)});
        }
    }
    return found;
}

kmp::result<kmp::physical::frame> meter::write(const entries& values) const
{
    std::array<mantissa, kmp::max_registers> bytes{};
    kmp::get_register_response response;
    for (const auto& value : values) {
        response.registers.push_back(block_of(value, bytes.at(response.registers.size())));
    }
    return kmp::encode(address_, response);
}

}  // namespace kmp2mqtt::simulator
