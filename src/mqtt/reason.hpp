// SPDX-License-Identifier: Apache-2.0

/// @file
/// Codes in a broker's answers, in words.

#pragma once

#include <string>

namespace kmp2mqtt::mqtt {

/// What a code in CONNACK, PUBACK, SUBACK or DISCONNECT means, with what to do where that is
/// known: return codes 1 to 5 of MQTT 3.1.1 (section 3.2.2.3), reason codes from 0x80 of MQTT 5
/// (section 2.4). Others are told as numbers; for 0x8E there is why_dismissed() in diagnosis.hpp.
[[nodiscard]] std::string reason_text(int code);

/// Whether a code refuses the protocol version.
[[nodiscard]] constexpr bool is_version_refused(int code) noexcept
{
    return code == 0x01 || code == 0x84;
}

}  // namespace kmp2mqtt::mqtt
