// SPDX-License-Identifier: Apache-2.0

#include "simulator/scenario.hpp"

#include <algorithm>
#include <array>

#include "simulator/faults.hpp"

namespace kmp2mqtt::simulator {
namespace {

constexpr double most_minutes = 60.0 * 24 * 365;

constexpr parameter count(double usual)
{
    return {.name = "N", .usual = usual, .least = 1, .most = 1'000'000};
}

/// At least 6 s: a meter that falls asleep before a host asks again, after some 2 s + 1.6 s, could
/// never be read.
constexpr parameter minutes(double usual)
{
    return {
        .name = "MINUTES", .usual = usual, .least = 0.1, .most = most_minutes, .is_whole = false};
}

constexpr parameter share(double usual)
{
    return {.name = "SHARE", .usual = usual, .least = 0, .most = 1, .is_whole = false};
}

/// [KMP] 2.1: an answer begins within 1.6 s; a late one does not.
constexpr parameter in_time{.name = "MS", .usual = 1500, .least = 0, .most = 1580};
constexpr parameter too_late{.name = "MS", .usual = 2500, .least = 1601, .most = 60'000};

constexpr std::array all{
    scenario{
        .name = "refusal",
        .sentence =
            "every N-th client is told \"Port already in use\", in the words of ser2net, and left",
        .takes = count(1),
        .needs_tcp = true,
        .on_client = faults::refuse},
    scenario{.name = "echo",
             .sentence = "the head sends back every byte it receives",
             .decides = part::echo,
             .echoes = faults::echo_all},
    scenario{.name = "echo_partial",
             .sentence = "the head sends back a SHARE of the bytes that it receives, by chance",
             .takes = share(0.5),
             .decides = part::echo,
             .echoes = faults::echo_some},
    scenario{
        .name = "sleep",
        .sentence =
            "the eye goes off after MINUTES without a request; the next one is lost and wakes it",
        .takes = minutes(30),
        .hears = faults::hear_unless_asleep},
    scenario{.name = "weak_magnet",
             .sentence = "the meter answers for MINUTES from the first request, as after a key "
                         "press, then no more",
             .takes = minutes(4),
             .hears = faults::hear_after_key_press},
    scenario{.name = "quota",
             .sentence = "the meter gives N answers, then no more",
             .takes = count(12),
             .hears = faults::hear_some_times},
    scenario{.name = "wrong_answer",
             .sentence = "every N-th answer is sound, but answers another request",
             .takes = count(3),
             .on_request = faults::ask_otherwise},
    scenario{.name = "counter_fall",
             .sentence = "after N answers all counters begin anew at 0",
             .takes = count(5),
             .on_values = faults::restart_counters},
    scenario{
        .name = "unit_change",
        .sentence = "after N answers energy comes in another unit: GJ for MWh and kWh, MWh for GJ",
        .takes = count(5),
        .needs_heat = true,
        .on_values = faults::change_unit},
    scenario{.name = "info_codes",
             .sentence = "every N answers an info code comes or goes",
             .takes = count(3),
             .on_values = faults::raise_info},
    scenario{.name = "sensor_fault",
             .sentence = "every N answers a sensor breaks or is repaired: T1 shows 185.00, later "
                         "T2 0.00, with the info code of that",
             .takes = count(4),
             .needs_heat = true,
             .on_values = faults::break_sensors},
    scenario{.name = "omit",
             .sentence = "answers lack a SHARE of the registers, by chance",
             .takes = share(0.3),
             .on_values = faults::leave_out},
    scenario{.name = "reorder",
             .sentence = "answers have their registers in another order",
             .on_values = faults::shuffle},
    scenario{.name = "bad_checksum",
             .sentence = "every N-th answer has a wrong checksum",
             .takes = count(3),
             .on_answer = faults::spoil_checksum},
    scenario{.name = "half",
             .sentence = "every N-th answer ends in the middle",
             .takes = count(1),
             .decides = part::end,
             .on_answer = faults::cut},
    scenario{.name = "reset",
             .sentence = "in the middle of every N-th answer the connection is reset; a "
                         "pseudo-terminal hangs up and is made anew",
             .takes = count(3),
             .decides = part::end,
             .on_answer = faults::reset},
    scenario{.name = "chatter",
             .sentence = "random bytes come after the first answer and never end",
             .decides = part::end,
             .on_answer = faults::chatter},
    scenario{.name = "silent",
             .sentence = "the meter never answers",
             .decides = part::end,
             .on_answer = faults::swallow},
    scenario{.name = "noise",
             .sentence = "random bytes come before every answer",
             .on_answer = faults::add_noise},
    scenario{.name = "bit_errors",
             .sentence = "each bit of an answer is wrong at RATE, by chance",
             .takes = {.name = "RATE", .usual = 0.001, .least = 0, .most = 1, .is_whole = false},
             .on_answer = faults::flip_bits},
    scenario{.name = "slow",
             .sentence = "answers begin MS milliseconds after the request: late, but a host has to "
                         "wait for them",
             .takes = in_time,
             .decides = part::begin,
             .on_answer = faults::delay},
    scenario{
        .name = "late",
        .sentence = "answers begin MS milliseconds after the request, when a host has given up",
        .takes = too_late,
        .decides = part::begin,
        .on_answer = faults::delay},
};

}  // namespace

std::span<const scenario> scenarios() noexcept
{
    return all;
}

const scenario* find_scenario(std::string_view name) noexcept
{
    const auto found = std::ranges::find(all, name, &scenario::name);
    return found == all.end() ? nullptr : &*found;
}

}  // namespace kmp2mqtt::simulator
