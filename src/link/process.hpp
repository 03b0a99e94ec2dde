// SPDX-License-Identifier: Apache-2.0

/// @file
/// Which program has a device, as far as /proc tells this user.

#pragma once

#include <iosfwd>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace kmp2mqtt::link {

/// "ser2net (process 4711)"; without its name where /proc has none.
[[nodiscard]] std::string process_text(pid_t process);

/// Whether such a process runs, no matter whose.
[[nodiscard]] bool is_running(pid_t process) noexcept;

/// The processes that have the file open but this one; this one, where it is alone. Others' files
/// are visible to root only.
///
/// @param path  without symbolic links
[[nodiscard]] std::vector<pid_t> processes_with_open(const std::string& path);

/// The process that holds the file's flock, as /proc/locks says; there a user sees everyone's.
///
/// @param table  text of /proc/locks
[[nodiscard]] std::optional<pid_t> process_with_lock(const std::string& path, std::istream& table);

}  // namespace kmp2mqtt::link
