// SPDX-License-Identifier: Apache-2.0

#include "tool/screen.hpp"

#include <algorithm>
#include <sys/ioctl.h>
#include <unistd.h>

#include "core/environment.hpp"
#include "tool/whole_number.hpp"

namespace kmp2mqtt::tool {
namespace {

/// Of the terminal on standard output; no columns where there is none, or it does not say.
winsize output_size()
{
    winsize size{};
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-vararg): POSIX has no other
    return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size : winsize{};
}

bool can_move_cursor()
{
    const auto kind = core::variable("TERM");
    return !kind.empty() && kind != "dumb";
}

}  // namespace

std::optional<screen> find_screen()
{
    if (isatty(STDOUT_FILENO) == 0 || !can_move_cursor()) {
        return std::nullopt;
    }
    screen found;
    if (const auto size = output_size(); size.ws_col > 0 && size.ws_row > 0) {
        found.columns = size.ws_col;
        found.rows = size.ws_row;
    }
    found.has_inverse = core::variable("NO_COLOR").empty();
    return found;
}

std::size_t terminal_width()
{
    constexpr std::size_t usual = 80;
    constexpr std::size_t narrowest = 20;
    constexpr std::size_t widest = 1000;
    if (const auto size = output_size(); size.ws_col > 0) {
        return std::max<std::size_t>(size.ws_col, narrowest);
    }
    const auto said = whole_number(core::variable("COLUMNS"));
    return said ? std::clamp<std::size_t>(*said, narrowest, widest) : usual;
}

bool errors_go_to_terminal()
{
    return isatty(STDERR_FILENO) != 0 && can_move_cursor();
}

}  // namespace kmp2mqtt::tool
