// SPDX-License-Identifier: Apache-2.0

#include "tool/terminal_width.hpp"

#include <algorithm>
#include <cstdlib>
#include <sys/ioctl.h>
#include <unistd.h>

#include "tool/whole_number.hpp"

namespace kmp2mqtt::tool {
namespace {

constexpr std::size_t usual = 80;
constexpr std::size_t narrowest = 20;
constexpr std::size_t widest = 1000;

}  // namespace

std::size_t terminal_width()
{
    winsize size{};
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-vararg): POSIX has no other
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
        return std::max<std::size_t>(size.ws_col, narrowest);
    }
    // The program has one thread.
    const char* const columns = std::getenv("COLUMNS");  // NOLINT(concurrency-mt-unsafe)
    const auto said = columns == nullptr ? std::nullopt : whole_number(columns);
    return said ? std::clamp<std::size_t>(*said, narrowest, widest) : usual;
}

}  // namespace kmp2mqtt::tool
