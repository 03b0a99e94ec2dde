// SPDX-License-Identifier: Apache-2.0

/// @file
/// A small file as a text.

#pragma once

#include <string>

#include <kmp/result.hpp>

namespace kmp2mqtt::bridge {

/// Why a file cannot be read, in the system's words.
struct unreadable {
    std::string why;
};

/// Reads a file of at most 1 MiB (our choice: beyond that it is not what it is taken for).
[[nodiscard]] kmp::result<std::string, unreadable> read_file(const std::string& path);

}  // namespace kmp2mqtt::bridge
