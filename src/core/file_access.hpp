// SPDX-License-Identifier: Apache-2.0

/// @file
/// What can be said of a file before it is used. Nothing is opened, made or changed.
///
/// What this user may not do is no answer: who checks a configuration is seldom the user that the
/// service runs as.

#pragma once

#include <string>

namespace kmp2mqtt::core {

/// Why a file could not be opened for reading and writing, or made where it is not there.
///
/// @returns an errno, ENOENT where its folder is not there; 0: nothing that can be seen beforehand
[[nodiscard]] int why_not_writable(const std::string& path);

/// Why a program could not be run: an errno, EACCES where nobody may run it; or 0.
[[nodiscard]] int why_not_runnable(const std::string& path);

}  // namespace kmp2mqtt::core
