// SPDX-License-Identifier: Apache-2.0

#include "tool/align/verdict.hpp"

#include <algorithm>
#include <array>

namespace kmp2mqtt::tool {
namespace {

// The order is that of what helped people in public threads about optical heads.
constexpr std::string_view press_button = "press a button on the meter";
constexpr std::string_view turn = "turn the head by 180 degrees";
constexpr std::string_view lower = "move the head a few millimetres lower";
constexpr std::string_view gap = "leave a gap: a sheet of paper to 10 mm";
constexpr std::string_view magnet = "the magnet may be the wrong way round";
constexpr std::string_view shade = "shade the head from sun and lamps";

constexpr std::array on_good{std::string_view{"hold it there"}};
constexpr std::array on_silence{press_button, turn, lower, gap, magnet};
constexpr std::array on_echo{press_button, turn, lower, gap, magnet};
constexpr std::array on_noise{shade, lower, gap, turn,
                              std::string_view{"check baud rate, parity and stop bits"}};
constexpr std::array on_damage{lower, gap, shade};
constexpr std::array on_other{std::string_view{"another program may use the same head"}};
constexpr std::array on_no_port{std::string_view{"plug the head in"}};

constexpr std::array<verdict_info, verdicts> table{{
    {verdict::good, "good", "GOOD", exit_code::ok, on_good},
    {verdict::silent, "silent", "SILENT", exit_code::no_answer, on_silence},
    {verdict::echo, "echo", "ECHO", exit_code::no_answer, on_echo},
    {verdict::noise, "noise", "NOISE", exit_code::bad_frame, on_noise},
    {verdict::damaged, "damaged", "DAMAGED", exit_code::bad_frame, on_damage},
    {verdict::other, "other", "OTHER", exit_code::bad_frame, on_other},
    {verdict::no_port, "no_port", "NO PORT", exit_code::port, on_no_port},
}};

static_assert(std::ranges::is_sorted(table, {}, &verdict_info::said));

}  // namespace

const verdict_info& info(verdict of) noexcept
{
    return table[static_cast<std::size_t>(of)];
}

verdict verdict_on(core::cause why) noexcept
{
    switch (why) {
        case core::cause::silence:
            return verdict::silent;
        case core::cause::only_echo:
            return verdict::echo;
        case core::cause::noise:
            return verdict::noise;
        case core::cause::bad_checksum:
            return verdict::damaged;
        case core::cause::wrong_answer:
        case core::cause::malformed:
            return verdict::other;
        default:
            return verdict::no_port;
    }
}

}  // namespace kmp2mqtt::tool
