// SPDX-License-Identifier: Apache-2.0

#include <sstream>

#include "core/log.hpp"
#include "tool/align/large_letters.hpp"
#include "tool/align/output.hpp"
#include "tool/text_block.hpp"

namespace kmp2mqtt::tool {
namespace {

/// Our choice: the narrowest terminal in use, a telephone's; the longest word takes 35.
constexpr std::size_t narrowest = 40;

/// From here on a dot is two columns wide, and the longest word takes 70.
constexpr std::size_t wide = 80;

/// Of the longest text about a port with what to try, the address included.
constexpr std::size_t hint_lines(const screen& on)
{
    return on.columns >= wide ? 3 : 6;
}

/// Word and share with a blank line under each, details, hint, and how to stop.
constexpr std::size_t height(const screen& on)
{
    return (2 * (large_height + 1)) + 1 + hint_lines(on) + 1;
}

/// Ink as blanks on a light ground: from far away that is a solid block.
std::string inverse(const std::string& row)
{
    std::string text;
    bool is_on = false;
    for (const char dot : row) {
        if ((dot == '#') != is_on) {
            is_on = !is_on;
            text += is_on ? "\x1b[7m" : "\x1b[0m";
        }
        text += ' ';
    }
    return text + (is_on ? "\x1b[0m" : "");
}

void add_large(std::vector<std::string>& lines, std::string_view text, const screen& on)
{
    for (const auto& row : large_letters(text, on.columns >= wide ? 2 : 1)) {
        lines.push_back(on.has_inverse ? inverse(row) : row);
    }
    lines.emplace_back();
}

/// Exactly `count` lines; what is left over is dropped.
void add_wrapped(std::vector<std::string>& lines, std::string_view text, std::size_t width,
                 std::size_t count)
{
    std::istringstream broken{wrapped({}, text, width, 0)};
    for (; count > 0; --count) {
        std::getline(broken, lines.emplace_back());
    }
}

std::string details(const alignment& now)
{
    const auto& last = now.last();
    auto text = core::format("try {}, {} bytes", now.tries(), last.bytes);
    if (last.said == verdict::good) {
        text += core::format(", {} ms", last.took.count());
    }
    return text;
}

}  // namespace

bool has_room(const screen& on)
{
    return on.columns >= narrowest && on.rows > height(on);
}

std::vector<std::string> align_picture(const alignment& now, const screen& on, bool is_listening)
{
    std::vector<std::string> lines;
    add_large(lines, is_listening ? "LISTEN" : info(now.last().said).word, on);
    add_large(lines, core::format("{}/{}", now.good(), now.of()), on);
    lines.push_back(is_listening ? core::format("try {}, nothing yet", now.tries() + 1)
                                 : details(now));
    add_wrapped(lines, is_listening ? std::string{} : core::log::one_line(now.hint()),
                on.columns - 1, hint_lines(on));
    lines.push_back(core::format("20/20 or Ctrl-C ends it; {} s left", now.left().count()));
    return lines;
}

std::string drawn(const std::vector<std::string>& lines, ground on)
{
    std::string text;
    if (on == ground::picture) {
        text = core::format("\x1b[{}A\r", lines.size());
    } else if (on == ground::reshaped) {
        text = "\x1b[H\x1b[2J";
    }
    for (const auto& line : lines) {
        text += line + "\x1b[K\n";
    }
    return text;
}

}  // namespace kmp2mqtt::tool
