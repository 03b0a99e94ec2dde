// SPDX-License-Identifier: Apache-2.0

/// @file
/// Another process that wants a store's file: 0 if it gets it, 3 if it is in use.

#include <cstdlib>

#include "store/journal.hpp"

int main(int count, char** words)
{
    constexpr int in_use = 3;
    if (count != 2) {
        return EXIT_FAILURE;
    }
    const auto opened = kmp2mqtt::store::journal::open({.path = words[1]}, {});
    if (opened) {
        return EXIT_SUCCESS;
    }
    return opened.error().why == kmp2mqtt::store::cause::in_use ? in_use : EXIT_FAILURE;
}
