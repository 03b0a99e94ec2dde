// SPDX-License-Identifier: Apache-2.0

#include "tool/screen.hpp"

#include <cstdlib>
#include <string_view>
#include <sys/ioctl.h>
#include <unistd.h>

namespace kmp2mqtt::tool {
namespace {

std::string_view variable(const char* name)
{
    // The program has one thread.
    const char* const value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe)
    return value == nullptr ? std::string_view{} : value;
}

bool can_move_cursor()
{
    const auto kind = variable("TERM");
    return !kind.empty() && kind != "dumb";
}

}  // namespace

std::optional<screen> find_screen()
{
    if (isatty(STDOUT_FILENO) == 0 || !can_move_cursor()) {
        return std::nullopt;
    }
    screen found;
    winsize size{};
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-vararg): POSIX has no other
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 && size.ws_row > 0) {
        found.columns = size.ws_col;
        found.rows = size.ws_row;
    }
    found.has_inverse = variable("NO_COLOR").empty();
    return found;
}

bool errors_go_to_terminal()
{
    return isatty(STDERR_FILENO) != 0 && can_move_cursor();
}

}  // namespace kmp2mqtt::tool
