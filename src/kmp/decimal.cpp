// SPDX-License-Identifier: Apache-2.0

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <ranges>
#include <string>
#include <utility>
#include <vector>

#include <kmp/decimal.hpp>

namespace kmp {
namespace {

constexpr auto max_magnitude = std::numeric_limits<std::uint64_t>::max();

/// A number of any size in base 10^9, lowest part first; no leading zero parts.
using parts = std::vector<std::uint32_t>;

void multiply_add(parts& number, std::uint32_t factor, std::uint32_t summand)
{
    constexpr std::uint64_t base = 1'000'000'000;
    std::uint64_t carry = summand;
    for (auto& part : number) {
        carry += std::uint64_t{part} * factor;
        part = static_cast<std::uint32_t>(carry % base);
        carry /= base;
    }
    if (carry != 0) {
        number.push_back(static_cast<std::uint32_t>(carry));
    }
}

std::string digits_of(std::span<const std::uint8_t> mantissa)
{
    parts number;
    for (const auto byte : mantissa) {
        multiply_add(number, 256, byte);
    }
    std::string digits;
    for (const auto part : std::views::reverse(number)) {
        const auto text = std::to_string(part);
        digits.append(digits.empty() ? 0 : 9 - text.size(), '0');
        digits += text;
    }
    return digits;
}

std::optional<std::uint64_t> narrow(std::string_view digits)
{
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error != std::errc{} || end != digits.data() + digits.size()) {
        return std::nullopt;
    }
    return number;
}

bool is_digits(std::string_view text)
{
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// magnitude * 10^exponent, where that is an integer that fits.
std::optional<std::uint64_t> scaled(std::uint64_t magnitude, int exponent)
{
    for (; exponent < 0 && magnitude != 0; ++exponent) {
        if (magnitude % 10 != 0) {
            return std::nullopt;
        }
        magnitude /= 10;
    }
    for (; exponent > 0 && magnitude != 0; --exponent) {
        if (magnitude > max_magnitude / 10) {
            return std::nullopt;
        }
        magnitude *= 10;
    }
    return magnitude;
}

}  // namespace

decimal decimal::from_bytes(std::span<const std::uint8_t> mantissa, int exponent, bool negative)
{
    const auto first = std::ranges::find_if(mantissa, [](auto byte) { return byte != 0; });
    const auto significant =
        mantissa.subspan(static_cast<std::size_t>(std::distance(mantissa.begin(), first)));

    decimal number{0, exponent, negative};
    if (significant.size() > sizeof number.magnitude_) {
        number.wide_ = digits_of(significant);
        return number;
    }
    for (const auto byte : significant) {
        number.magnitude_ = (number.magnitude_ << 8U) | byte;
    }
    return number;
}

std::optional<decimal> decimal::from_text(std::string_view text)
{
    const bool negative = text.starts_with('-');
    text.remove_prefix(negative ? 1 : 0);
    const auto point = text.find('.');
    const auto whole = text.substr(0, point);
    const auto decimals =
        point == std::string_view::npos ? std::string_view{} : text.substr(point + 1);
    if (!is_digits(whole) || (point != std::string_view::npos && !is_digits(decimals))) {
        return std::nullopt;
    }

    std::string digits{whole};
    digits += decimals;
    digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size() - 1));
    decimal number{0, -static_cast<int>(decimals.size()), negative};
    if (const auto magnitude = narrow(digits)) {
        number.magnitude_ = *magnitude;
    } else {
        number.wide_ = std::move(digits);
    }
    return number;
}

std::string decimal::text() const
{
    auto text = wide_.empty() ? std::to_string(magnitude_) : wide_;
    if (exponent_ > 0 && !is_zero()) {
        text.append(static_cast<std::size_t>(exponent_), '0');
    }
    if (exponent_ < 0) {
        const auto decimals = static_cast<std::size_t>(-exponent_);
        if (text.size() <= decimals) {
            text.insert(0, decimals + 1 - text.size(), '0');
        }
        text.insert(text.size() - decimals, 1, '.');
    }
    if (negative_ && !is_zero()) {
        text.insert(0, 1, '-');
    }
    return text;
}

std::size_t decimal::significant_digits() const
{
    if (is_zero()) {
        return 1;
    }
    const auto digits = wide_.empty() ? std::to_string(magnitude_).size() : wide_.size();
    return digits + static_cast<std::size_t>(std::max(exponent_, 0));
}

decimal decimal::shifted(int places) const
{
    auto number = *this;
    number.exponent_ += places;
    return number;
}

std::optional<std::uint64_t> decimal::to_integer() const
{
    if (negative_ && !is_zero()) {
        return std::nullopt;
    }
    if (wide_.empty()) {
        return scaled(magnitude_, exponent_);
    }
    // Only zeros behind the point can make so many digits fit.
    const auto zeros = wide_.size() - 1 - wide_.find_last_not_of('0');
    const auto dropped = std::min(zeros, static_cast<std::size_t>(std::max(-exponent_, 0)));
    const auto rest = narrow(std::string_view{wide_}.substr(0, wide_.size() - dropped));
    return rest ? scaled(*rest, exponent_ + static_cast<int>(dropped)) : std::nullopt;
}

result<done> decimal::mantissa(std::span<std::uint8_t> out) const
{
    const auto digits = wide_.empty() ? std::to_string(magnitude_) : wide_;
    std::ranges::fill(out, std::uint8_t{0});
    for (const char digit : digits) {
        auto carry = static_cast<unsigned>(digit - '0');
        for (auto& byte : std::views::reverse(out)) {
            carry += byte * 10U;
            byte = static_cast<std::uint8_t>(carry & 0xFFU);
            carry >>= 8U;
        }
        if (carry != 0) {
            return errc::not_representable;
        }
    }
    return done{};
}

}  // namespace kmp
