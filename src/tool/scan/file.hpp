// SPDX-License-Identifier: Apache-2.0

/// @file
/// The file that keeps a scan's state. It holds the old state or the new one, never half of one.

#pragma once

#include <optional>
#include <string>

#include <kmp/result.hpp>

#include "tool/scan/state.hpp"

namespace kmp2mqtt::tool {

/// @returns the state; std::nullopt where there is no such file yet, or an empty one; a sentence
///          with the file's name and what is wrong, also where it is no regular file
[[nodiscard]] kmp::result<std::optional<scan_state>, std::string> load_scan(
    const std::string& file);

/// Writes it beside the file, for its owner alone to read, and then in its place; behind a symbolic
/// link, in the place of what it names.
///
/// @returns a sentence with the file's name and why it cannot be written
[[nodiscard]] kmp::result<kmp::done, std::string> save_scan(const std::string& file,
                                                            const scan_state& state);

/// Whether save_scan() would find a place, without a change to the file.
///
/// @returns as save_scan()
[[nodiscard]] kmp::result<kmp::done, std::string> can_save_scan(const std::string& file);

}  // namespace kmp2mqtt::tool
