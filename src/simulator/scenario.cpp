// SPDX-License-Identifier: Apache-2.0

#include "simulator/scenario.hpp"

#include <algorithm>
#include <array>
#include <variant>

#include <kmp/datalink.hpp>
#include <kmp/physical.hpp>

namespace kmp2mqtt::simulator {
namespace {

using namespace std::chrono_literals;

constexpr unsigned damage_each = 3;
constexpr auto later_than_a_host_waits = 2500ms;

void add_noise(transmission& answer, fortune& with)
{
    burst noise;
    for (int left = with.luck.between(2, 12); left > 0; --left) {
        noise.bytes.push_back(static_cast<std::uint8_t>(with.luck.next()));
    }
    answer.insert(answer.begin(), std::move(noise));
}

/// The frame stays a frame; only its checksum is wrong.
void damage(transmission& answer, fortune& with)
{
    if (with.answers % damage_each != 0) {
        return;
    }
    auto& frame = answer.back().bytes;
    kmp::physical::decoder reader{kmp::physical::sender::meter};
    for (const auto byte : frame) {
        static_cast<void>(reader.push(byte));
    }
    std::vector<std::uint8_t> packet{reader.packet().begin(), reader.packet().end()};
    packet.back() ^=
        static_cast<std::uint8_t>(1U << static_cast<unsigned>(with.luck.between(0, 7)));
    const auto damaged = kmp::physical::encode(kmp::physical::sender::meter, packet);
    frame.assign(damaged.begin(), damaged.end());
}

void leave_out(kmp::request& asked, fortune& with)
{
    auto* const registers = std::get_if<kmp::get_register_request>(&asked);
    if (registers == nullptr) {
        return;
    }
    kmp::get_register_request kept;
    for (const auto id : registers->registers) {
        if (with.luck.between(1, 3) > 1) {
            kept.registers.push_back(id);
        }
    }
    *registers = kept;
}

void delay(transmission& answer, fortune& /*with*/)
{
    answer.front().wait += later_than_a_host_waits;
}

void swallow(transmission& answer, fortune& /*with*/)
{
    answer.clear();
}

void cut(transmission& answer, fortune& /*with*/)
{
    auto& frame = answer.back().bytes;
    frame.resize(frame.size() / 2);
}

constexpr std::array all{
    scenario{
        .name = "echo", .sentence = "the head sends back every byte it receives", .echoes = true},
    scenario{.name = "noise",
             .sentence = "random bytes come before every answer",
             .on_answer = add_noise},
    scenario{.name = "bad_checksum",
             .sentence = "every third answer has a wrong checksum",
             .on_answer = damage},
    scenario{.name = "omit",
             .sentence = "every answer lacks some of the registers, by chance",
             .on_request = leave_out},
    scenario{
        .name = "late", .sentence = "answers begin 2.5 s after the request", .on_answer = delay},
    scenario{.name = "silent", .sentence = "the meter never answers", .on_answer = swallow},
    scenario{.name = "half", .sentence = "answers end in the middle", .on_answer = cut},
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
