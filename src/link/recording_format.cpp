// SPDX-License-Identifier: Apache-2.0

#include "link/recording_format.hpp"

#include <algorithm>
#include <array>

#include "core/hex.hpp"
#include "core/log.hpp"

namespace kmp2mqtt::link::recording {
namespace {

struct row {
    core::cause why;
    std::string_view name;
};

constexpr std::array causes{
    row{.why = core::cause::port_missing, .name = "port_missing"},
    row{.why = core::cause::no_permission, .name = "no_permission"},
    row{.why = core::cause::port_busy, .name = "port_busy"},
    row{.why = core::cause::connection_refused, .name = "connection_refused"},
    row{.why = core::cause::unreachable, .name = "unreachable"},
    row{.why = core::cause::connection_lost, .name = "connection_lost"},
    row{.why = core::cause::internal, .name = "internal"},
};

/// Any other cause is none that a link has.
std::string_view name_of(core::cause why)
{
    const auto* const found = std::ranges::find(causes, why, &row::why);
    return found == causes.end() ? "internal" : found->name;
}

/// "12.000345 <"
std::string begin_of(core::clock::duration since_start, happening what)
{
    const auto all = std::chrono::duration_cast<std::chrono::microseconds>(since_start).count();
    return core::format("{}.{:06} {}", all / 1'000'000, all % 1'000'000, static_cast<char>(what));
}

}  // namespace

std::string first_line(core::clock::wall_time started, bool keeps_numbers, std::string_view device)
{
    const auto second = std::chrono::floor<std::chrono::seconds>(started);
    const auto day = std::chrono::floor<std::chrono::days>(second);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss time{second - day};
    return core::format("{} {} {:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z {} {}", begin_word, version,
                        static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                        static_cast<unsigned>(date.day()), time.hours().count(),
                        time.minutes().count(), time.seconds().count(),
                        keeps_numbers ? numbers_kept : numbers_blanked,
                        core::log::one_line(device));
}

std::string bytes_line(core::clock::duration since_start, happening what,
                       std::span<const std::uint8_t> bytes, std::string_view note)
{
    auto line = core::format("{} {}", begin_of(since_start, what), core::hex_text(bytes));
    if (!note.empty()) {
        line += core::format(" {} {}", note_sign, note);
    }
    return line;
}

std::string port_line(core::clock::duration since_start, std::string_view what)
{
    return core::format("{} {}", begin_of(since_start, happening::port), what);
}

std::string failure_line(core::clock::duration since_start, const core::failure& why)
{
    return core::format("{} {}: {}", begin_of(since_start, happening::failure), name_of(why.why),
                        core::log::one_line(why.text));
}

std::optional<core::cause> find_cause(std::string_view name) noexcept
{
    const auto* const found = std::ranges::find(causes, name, &row::name);
    return found == causes.end() ? std::nullopt : std::optional{found->why};
}

}  // namespace kmp2mqtt::link::recording
