// SPDX-License-Identifier: Apache-2.0

#include "tool/decode/hex_input.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "link/recording_format.hpp"
#include "tool/decode/frame_split.hpp"
#include "tool/decode/hex_dump.hpp"
#include "tool/decode/hex_line.hpp"

namespace kmp2mqtt::tool {
namespace {

namespace recording = link::recording;
using kmp::physical::sender;
using recording::happening;

/// What stands before the bytes in a line of a log.
struct mark {
    std::string_view text;
    sender who{};
    bool follows_port{false};  // the word before it names the port
};

constexpr std::array marks{
    mark{.text = ">>>", .who = sender::host},  // ESPHome's uart debug
    mark{.text = "<<<", .who = sender::meter},
    mark{.text = "->", .who = sender::host, .follows_port = true},  // meter/exchange.cpp
    mark{.text = "<-", .who = sender::meter, .follows_port = true},
    mark{.text = "Request encoded:", .who = sender::host},  // pykmp/client.py
    mark{.text = "Received bytes on serial:", .who = sender::meter},
    mark{.text = "TX:", .who = sender::host},  // terminal programs
    mark{.text = "RX:", .who = sender::meter},
};

struct line_parts {
    std::string_view port;
    std::optional<sender> who;
    std::string_view hex;
};

std::string_view last_word(std::string_view text)
{
    text = text.substr(0, text.find_last_not_of(' ') + 1);
    return text.substr(text.find_last_of(' ') + 1);
}

line_parts take_apart(std::string_view line)
{
    // What looks like a mark inside quotes is data.
    const auto outside = line.substr(0, line.find_first_of("'\""));
    for (const auto& row : marks) {
        const auto at = outside.find(row.text);
        if (at != std::string_view::npos) {
            return {.port = row.follows_port ? last_word(line.substr(0, at)) : "",
                    .who = row.who,
                    .hex = line.substr(at + row.text.size())};
        }
    }
    return {.port = {}, .who = {}, .hex = line};
}

/// The next word, which is taken from the line; empty at its end.
std::string_view take_word(std::string_view& line)
{
    constexpr std::string_view blanks = " \t\r";
    line.remove_prefix(std::min(line.find_first_not_of(blanks), line.size()));
    const auto word = line.substr(0, line.find_first_of(blanks));
    line.remove_prefix(word.size());
    return word;
}

/// As src/link/README.md describes it. What is no line of a recording stays, to be refused.
line_parts take_recorded_apart(std::string_view line)
{
    auto rest = line;
    const auto first = take_word(rest);
    if (first == recording::begin_word || first.starts_with('#')) {
        return {};
    }
    const auto sign = take_word(rest);
    const auto bytes = rest.substr(0, rest.find(recording::note_sign));
    switch (sign.size() == 1 ? happening{sign.front()} : happening{}) {
        case happening::sent:
            return {.port = {}, .who = sender::host, .hex = bytes};
        case happening::received:
            return {.port = {}, .who = sender::meter, .hex = bytes};
        case happening::port:
        case happening::failure:
            return {};
    }
    return {.port = {}, .who = {}, .hex = line};
}

/// Comments may stand before its first line.
bool is_recording(const std::vector<std::string_view>& lines)
{
    for (auto line : lines) {
        const auto first = take_word(line);
        if (!first.empty() && !first.starts_with('#')) {
            return first == recording::begin_word;
        }
    }
    return false;
}

std::vector<std::string_view> lines_of(std::string_view text)
{
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const auto end = text.find('\n');
        lines.push_back(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return lines;
}

/// Stuffing keeps start and stop bytes out of a frame, so the last of them tells.
bool ends_inside_frame(const std::vector<std::uint8_t>& bytes)
{
    using kmp::physical::stop_byte;
    for (auto at = bytes.size(); at > 0; --at) {
        const auto byte = bytes[at - 1];
        if (byte == stop_byte) {
            return false;
        }
        if (byte == static_cast<std::uint8_t>(sender::host) ||
            byte == static_cast<std::uint8_t>(sender::meter)) {
            return true;
        }
    }
    return false;
}

/// A number in a line of a log may look like hex.
bool is_noise(const std::vector<std::uint8_t>& bytes)
{
    return std::ranges::all_of(split(bytes),
                               [](const part& row) { return row.kind == part_kind::noise; });
}

/// A frame may lie in several lines; lines of other ports and directions may stand between.
stretch* open_stretch(std::vector<stretch>& stretches, const line_parts& line,
                      const std::vector<std::uint8_t>& bytes)
{
    auto newest = stretches.rbegin();
    while (newest != stretches.rend() &&
           (newest->port != line.port || newest->sender != line.who)) {
        ++newest;
    }
    if (newest == stretches.rend()) {
        return nullptr;
    }
    const bool is_neighbour = newest == stretches.rbegin();
    const bool joins =
        ends_inside_frame(newest->bytes) ||
        (is_neighbour && !bare_packet_kind(newest->bytes) && !bare_packet_kind(bytes));
    return joins ? &*newest : nullptr;
}

void add(std::vector<stretch>& stretches, const line_parts& line, std::size_t number,
         const std::vector<std::uint8_t>& bytes)
{
    auto* into = open_stretch(stretches, line, bytes);
    if (into == nullptr) {
        into = &stretches.emplace_back();
        into->port = line.port;
        into->sender = line.who;
    }
    into->origins.push_back({.first_byte = into->bytes.size(), .line = number});
    into->bytes.insert(into->bytes.end(), bytes.begin(), bytes.end());
}

/// Bytes in no text: control characters but tab, line ends and what begins a colour.
bool is_binary(std::string_view text)
{
    return std::ranges::any_of(text, [](char c) {
        constexpr std::string_view of_text = "\t\n\v\f\r\x1b";
        return static_cast<unsigned char>(c) < ' ' && of_text.find(c) == std::string_view::npos;
    });
}

/// The bytes themselves, as `cat` of a serial port writes them.
std::optional<hex_input> read_raw(std::string_view text)
{
    const std::vector<std::uint8_t> bytes{text.begin(), text.end()};
    if (!is_binary(text) || is_noise(bytes)) {
        return std::nullopt;
    }
    hex_input input;
    add(input.stretches, {}, 1, bytes);
    return input;
}

std::optional<hex_input> read_dumped(const std::vector<std::string_view>& lines)
{
    const auto dump = read_dump(lines);
    if (!dump) {
        return std::nullopt;
    }
    hex_input input;
    auto& all = input.stretches.emplace_back();
    for (std::size_t i = 0; i < dump->size(); ++i) {
        const auto& bytes = (*dump)[i];
        if (!bytes.empty()) {
            all.origins.push_back({.first_byte = all.bytes.size(), .line = i + 1});
            all.bytes.insert(all.bytes.end(), bytes.begin(), bytes.end());
        }
    }
    return input;
}

kmp::result<hex_input, hex_problem> read_lines(const std::vector<std::string_view>& lines)
{
    const bool is_recorded = is_recording(lines);
    const bool is_log = !is_recorded && std::ranges::any_of(lines, [](std::string_view line) {
        return take_apart(line).who.has_value();
    });
    hex_input input;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto line = is_recorded ? take_recorded_apart(lines[i]) : take_apart(lines[i]);
        const bool is_talk = is_log && !line.who;
        const auto bytes = read_hex_line(line.hex);
        if (!bytes && !is_talk) {
            return hex_problem{.line = i + 1, .text = bytes.error()};
        }
        if (!bytes || (is_talk && is_noise(*bytes))) {
            ++input.lines_left_out;
        } else if (!bytes->empty()) {
            add(input.stretches, line, i + 1, *bytes);
        }
    }
    return input;
}

}  // namespace

std::size_t stretch::line_of(std::size_t byte) const
{
    const auto next = std::ranges::upper_bound(origins, byte, {}, &origin::first_byte);
    return std::prev(next)->line;
}

kmp::result<hex_input, hex_problem> read_hex(std::string_view text)
{
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    text.remove_prefix(text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0);
    if (auto raw = read_raw(text)) {
        return *std::move(raw);
    }
    const auto lines = lines_of(text);
    if (auto dumped = read_dumped(lines)) {
        return *std::move(dumped);
    }
    return read_lines(lines);
}

}  // namespace kmp2mqtt::tool
