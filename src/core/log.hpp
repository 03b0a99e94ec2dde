// SPDX-License-Identifier: Apache-2.0

/// @file
/// Log lines on standard error, one event a line. Callable from any thread.
///
/// Where journald reads standard error, each line begins with its level ("<4>"); else with time
/// and level. Control characters in foreign text are escaped, so that a line stays a line.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include <spdlog/fmt/fmt.h>

namespace kmp2mqtt::core {

/// Text from a format string, checked at compile time: format("{} of {}", 1, "x").
using fmt::format;

namespace log {

enum class level : std::uint8_t { error, warning, info, debug, trace };

/// Chooses sink and lowest level written. Called once at start; before, nothing below warning is
/// written.
void start(level lowest);

/// Writes what is still buffered.
void flush();

[[nodiscard]] bool is_on(level of) noexcept;

void write(level of, std::string_view text);

/// `text` with its control characters as "\x0a", so that it is one line.
[[nodiscard]] std::string one_line(std::string_view text);

template <class... Args>
void error(fmt::format_string<Args...> text, Args&&... args)
{
    write(level::error, fmt::format(text, std::forward<Args>(args)...));
}

template <class... Args>
void warning(fmt::format_string<Args...> text, Args&&... args)
{
    write(level::warning, fmt::format(text, std::forward<Args>(args)...));
}

template <class... Args>
void info(fmt::format_string<Args...> text, Args&&... args)
{
    write(level::info, fmt::format(text, std::forward<Args>(args)...));
}

template <class... Args>
void debug(fmt::format_string<Args...> text, Args&&... args)
{
    if (is_on(level::debug)) {
        write(level::debug, fmt::format(text, std::forward<Args>(args)...));
    }
}

}  // namespace log
}  // namespace kmp2mqtt::core
