// SPDX-License-Identifier: Apache-2.0

/// @file
/// How a fuzz target states a property; unlike assert() it holds in every build.

#pragma once

#include <cstdlib>

namespace fuzz {

/// Ends the run as a finding where the property does not hold.
inline void require(bool holds)
{
    if (!holds) {
        std::abort();
    }
}

}  // namespace fuzz
