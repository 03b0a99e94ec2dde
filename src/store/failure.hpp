// SPDX-License-Identifier: Apache-2.0

/// @file
/// Why a store's file cannot be used, or did not take what was written.

#pragma once

#include <cstdint>
#include <string>

namespace kmp2mqtt::store {

/// The known causes. Each calls for another remedy.
enum class cause : std::uint8_t {
    unreachable,  ///< no such folder, no permission
    foreign,      ///< some other program's file
    newer,        ///< written by a later version of this program
    in_use,       ///< another process has it
    no_room,      ///< the disk is full, or takes nothing
    damaged,      ///< not what was written
};

/// A cause, and one line that says what was being done to what, and what was wrong.
struct failure {
    cause why{cause::no_room};
    std::string text;
};

}  // namespace kmp2mqtt::store
