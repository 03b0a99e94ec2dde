// SPDX-License-Identifier: Apache-2.0

/// @file
/// Which program has a device, as far as /proc tells this user.

#pragma once

#include <optional>
#include <string>
#include <sys/types.h>

namespace kmp2mqtt::link {

/// "ser2net (process 4711)"; without its name where /proc has none.
[[nodiscard]] std::string process_text(pid_t process);

/// Whether such a process runs, no matter whose.
[[nodiscard]] bool is_running(pid_t process) noexcept;

/// A process that has the file open, another one before this one. Others' files are visible to
/// root only.
///
/// @param path  without symbolic links
[[nodiscard]] std::optional<pid_t> process_with_open(const std::string& path);

}  // namespace kmp2mqtt::link
