// SPDX-License-Identifier: Apache-2.0

/// @file
/// Exact decimal numbers as a meter sends them: digits, sign and a power of ten.
///
/// No binary float anywhere: 61.62 stays 61.62, and 7.60 keeps its zero, since the number of
/// decimals is the meter's resolution. Source: [KMP] 4.2.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <kmp/result.hpp>

namespace kmp {

/// (-1)^negative * magnitude * 10^exponent, exact for every mantissa of 0 to 255 bytes.
///
/// Values of up to 8 bytes need no heap.
class decimal {
public:
    decimal() = default;

    /// @param magnitude  the digits as an integer
    /// @param exponent   -63 to 63 on the wire; shifted() may leave that range
    explicit decimal(std::uint64_t magnitude, int exponent = 0, bool negative = false) noexcept
        : magnitude_{magnitude}, exponent_{exponent}, negative_{negative}
    {
    }

    /// From a big-endian unsigned mantissa of 0 to 255 bytes, as in a frame.
    [[nodiscard]] static decimal from_bytes(std::span<const std::uint8_t> mantissa, int exponent,
                                            bool negative);

    /// From text: an optional minus, digits, an optional point with digits. "7.60" keeps two
    /// decimals. std::nullopt for anything else.
    [[nodiscard]] static std::optional<decimal> from_text(std::string_view text);

    /// Plain digits with a point, never an exponent: "61.62", "-0.5", "7.60", "84208".
    /// Trailing zeros are kept; a zero has no minus sign.
    [[nodiscard]] std::string text() const;

    /// Digits that carry the value, without leading zeros: 4 for 61.62, 3 for 0.00760, 1 for 0.
    /// Zeros that text() writes for a positive exponent count.
    [[nodiscard]] std::size_t significant_digits() const;

    [[nodiscard]] int exponent() const noexcept { return exponent_; }
    /// True for -0 too, which the wire can carry.
    [[nodiscard]] bool is_negative() const noexcept { return negative_; }
    [[nodiscard]] bool is_zero() const noexcept { return magnitude_ == 0 && wide_.empty(); }

    /// The value times 10^places, exactly.
    [[nodiscard]] decimal shifted(int places) const;

    /// The value as an integer if it is one, is not negative and fits; else std::nullopt.
    [[nodiscard]] std::optional<std::uint64_t> to_integer() const;

    /// The mantissa, big-endian, in exactly `out.size()` bytes.
    ///
    /// @returns errc::not_representable if it needs more bytes
    [[nodiscard]] result<done> mantissa(std::span<std::uint8_t> out) const;

    /// Same sign, digits and exponent: 7.6 is not 7.60.
    [[nodiscard]] bool operator==(const decimal&) const = default;

private:
    std::uint64_t magnitude_{0};
    std::string wide_;  // digits of a mantissa that does not fit magnitude_, else empty
    int exponent_{0};
    bool negative_{false};
};

}  // namespace kmp
