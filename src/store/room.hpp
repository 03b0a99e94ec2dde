// SPDX-License-Identifier: Apache-2.0

/// @file
/// Room on the disk, taken before it is needed: so a full disk costs the oldest reading, not the
/// newest.

#pragma once

#include <cstdint>

#include "store/database.hpp"

namespace kmp2mqtt::store {

enum class room : std::uint8_t {
    enough,  ///< for what comes next
    taken,   ///< now there is
    none,    ///< the disk has none
};

/// Looks whether the file has room for what comes next, and else takes some. It has as long as
/// writing goes into pages that it owns already: those are on the disk, and so are as many of the
/// write-ahead log.
[[nodiscard]] room make_room(database& file);

/// Takes over what the write-ahead log holds, so that its place is free. May fail silently.
void tidy(database& file);

}  // namespace kmp2mqtt::store
