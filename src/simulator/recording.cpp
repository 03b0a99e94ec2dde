// SPDX-License-Identifier: Apache-2.0

#include "simulator/recording.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/log.hpp"
#include "core/number.hpp"
#include "link/recording_format.hpp"

namespace kmp2mqtt::simulator {
namespace {

namespace format = link::recording;
using format::happening;
using problem = std::optional<std::string>;

constexpr std::string_view blanks = " \t\r";

/// The next word, which is taken from the text; empty at its end.
std::string_view take_word(std::string_view& text)
{
    text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
    const auto word = text.substr(0, text.find_first_of(blanks));
    text.remove_prefix(word.size());
    return word;
}

/// "12.000345"; Our choice: fewer digits are right too, and none beyond a microsecond.
std::optional<core::clock::duration> read_time(std::string_view word)
{
    constexpr std::size_t micro_digits = 6;
    const auto point = word.find('.');
    auto fraction =
        point == std::string_view::npos ? std::string{"0"} : std::string{word.substr(point + 1)};
    if (fraction.empty() || fraction.size() > micro_digits) {
        return std::nullopt;
    }
    fraction.resize(micro_digits, '0');
    const auto seconds = core::parse_number<std::uint32_t>(word.substr(0, point));
    const auto micros = core::parse_number<std::uint32_t>(fraction);
    if (!seconds || !micros) {
        return std::nullopt;
    }
    return std::chrono::seconds{*seconds} + std::chrono::microseconds{*micros};
}

/// The next line without its end, which is taken from the text.
std::string_view take_line(std::string_view& text)
{
    const auto line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    return line;
}

/// Reads one line after the other.
class reader {
public:
    /// @returns what is wrong with the line
    [[nodiscard]] problem take(std::string_view line)
    {
        auto rest = line;
        const auto first = take_word(rest);
        if (first.empty() || first.starts_with('#')) {
            return std::nullopt;
        }
        if (first == format::begin_word) {
            return begin(rest);
        }
        if (!begun_) {
            return core::format("this is no recording: its first word is {}", format::begin_word);
        }
        const auto when = read_time(first);
        if (!when) {
            return core::format("\"{}\" is no time; seconds such as 12.000345 are expected", first);
        }
        if (*when < last_) {
            return core::format("\"{}\" is before the time of the line before", first);
        }
        last_ = *when;
        return event(*when, rest);
    }

    [[nodiscard]] bool has_begun() const noexcept { return begun_; }
    [[nodiscard]] recording take_all() && { return std::move(all_); }

private:
    problem begin(std::string_view rest)
    {
        const auto version = take_word(rest);
        if (version != format::version) {
            return core::format("version \"{}\" is not known; possible is {}", version,
                                format::version);
        }
        begun_ = true;
        last_ = {};
        answering_ = false;
        return std::nullopt;
    }

    problem event(core::clock::duration when, std::string_view rest)
    {
        const auto sign = take_word(rest);
        if (sign.size() != 1) {
            return wrong_sign(sign);
        }
        switch (happening{sign.front()}) {
            case happening::sent:
            case happening::received:
                return bytes(when, happening{sign.front()}, rest);
            case happening::port:
                return port(rest);
            case happening::failure:
                return failure(when, rest);
        }
        return wrong_sign(sign);
    }

    problem bytes(core::clock::duration when, happening what, std::string_view rest)
    {
        std::vector<std::uint8_t> all;
        rest = rest.substr(0, rest.find(format::note_sign));
        for (auto word = take_word(rest); !word.empty(); word = take_word(rest)) {
            const auto byte = core::parse_number<std::uint8_t>(word, 16);
            if (!byte || word.size() != 2) {
                return core::format("\"{}\" is no byte; two hex digits are expected", word);
            }
            all.push_back(*byte);
        }
        if (all.empty()) {
            return std::string{"there are no bytes; at least one is expected, in two hex digits"};
        }
        if (what == happening::sent) {
            asked_ = when;
            answering_ = true;
            all_.push_back({.request = std::move(all), .parts = {}});
        } else {
            add(when, std::move(all));
        }
        return std::nullopt;
    }

    problem port(std::string_view rest)
    {
        const auto what = take_word(rest);
        if (what != format::opened && what != format::closed) {
            return core::format("\"{}\" happens to no port; possible are {} and {}", what,
                                format::opened, format::closed);
        }
        answering_ = false;
        return std::nullopt;
    }

    problem failure(core::clock::duration when, std::string_view rest)
    {
        const auto cause = take_word(rest);
        if (!cause.ends_with(':') || !format::find_cause(cause.substr(0, cause.size() - 1))) {
            return core::format(R"("{}" is no failure of a port; "connection_lost:" is one)",
                                cause);
        }
        add(when, {});
        answering_ = false;
        return std::nullopt;
    }

    void add(core::clock::duration when, std::vector<std::uint8_t> bytes)
    {
        if (answering_) {
            all_.back().parts.push_back({.after = when - asked_, .bytes = std::move(bytes)});
        }
    }

    static std::string wrong_sign(std::string_view sign)
    {
        return core::format("\"{}\" follows the time; possible are > < # !", sign);
    }

    recording all_;
    core::clock::duration last_{};
    core::clock::duration asked_{};
    bool begun_{false};
    bool answering_{false};
};

}  // namespace

bool has_blanked_numbers(std::string_view text)
{
    while (!text.empty()) {
        auto line = take_line(text);
        if (take_word(line) != format::begin_word) {
            continue;
        }
        for (auto word = take_word(line); !word.empty(); word = take_word(line)) {
            if (word == format::numbers_blanked) {
                return true;
            }
        }
    }
    return false;
}

kmp::result<recording, std::string> parse_recording(std::string_view text, const std::string& file)
{
    reader lines;
    std::size_t number = 0;
    while (!text.empty()) {
        const auto line = take_line(text);
        ++number;
        if (const auto wrong = lines.take(line)) {
            return core::format("{}:{}: {}", file, number, core::log::one_line(*wrong));
        }
    }
    if (!lines.has_begun()) {
        return core::format("{}:1: this is no recording: it is empty", file);
    }
    return std::move(lines).take_all();
}

}  // namespace kmp2mqtt::simulator
