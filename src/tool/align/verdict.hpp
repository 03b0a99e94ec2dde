// SPDX-License-Identifier: Apache-2.0

/// @file
/// What one try to hear the meter says about the place of the head. Pure.

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "core/failure.hpp"
#include "tool/exit_code.hpp"

namespace kmp2mqtt::tool {

enum class verdict : std::uint8_t {
    good,
    silent,   ///< nothing came
    echo,     ///< only our own request came
    noise,    ///< bytes, but no frame
    damaged,  ///< a frame with a wrong checksum, or one that broke off
    other,    ///< a sound frame that is no right answer
    no_port,  ///< the port or connection cannot be used
};
inline constexpr std::size_t verdicts = 7;

/// What is known of a verdict.
struct verdict_info {
    verdict said{verdict::good};
    std::string_view name;  ///< "no_port", for scripts; never changes
    std::string_view word;  ///< "NO PORT", in large letters
    exit_code code{exit_code::ok};
    std::span<const std::string_view> hints;  ///< that what helps most often first
};

[[nodiscard]] const verdict_info& info(verdict of) noexcept;

/// The verdict on a try that failed.
[[nodiscard]] verdict verdict_on(core::cause why) noexcept;

}  // namespace kmp2mqtt::tool
