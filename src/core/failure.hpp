// SPDX-License-Identifier: Apache-2.0

/// @file
/// Why something outside did not work: the known cause, and words for a person.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include <kmp/result.hpp>

namespace kmp2mqtt::core {

/// The known causes. Each calls for another remedy.
enum class cause : std::uint8_t {
    port_missing,        ///< no such device
    no_permission,       ///< the device may not be opened by this user
    port_busy,           ///< another program has the port, or ser2net serves another client
    connection_refused,  ///< nobody listens there
    unreachable,         ///< the name does not resolve, or no route, or no answer to connecting
    connection_lost,     ///< the port went away while it was open
    silence,             ///< nothing came back
    only_echo,           ///< only our own request came back
    no_registers,        ///< nothing when asked for registers, though the meter says who it is
    noise,               ///< bytes came, but no frame
    bad_checksum,        ///< a frame came, damaged
    wrong_answer,        ///< a sound frame came that does not answer the request
    malformed,           ///< the answer to the request, sound, but its content breaks the protocol
    budget_spent,        ///< not asked: the telegrams of the day are spent, or kept for the reads
    internal,            ///< a system call failed in a way nobody expected
};

/// A cause, and one line that says what was being done to what, and what was wrong.
struct failure {
    cause why{cause::internal};
    std::string text;
    std::size_t received{0};  ///< bytes that came back instead of an answer
};

template <class T>
using outcome = kmp::result<T, failure>;

/// Whether nothing came but perhaps our own request.
[[nodiscard]] constexpr bool came_nothing(cause why) noexcept
{
    return why == cause::silence || why == cause::only_echo;
}

/// Whether the port, not the meter, is the matter.
[[nodiscard]] constexpr bool is_port_failure(cause why) noexcept
{
    return why <= cause::connection_lost || why == cause::internal;
}

}  // namespace kmp2mqtt::core
