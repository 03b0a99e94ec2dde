// SPDX-License-Identifier: Apache-2.0

/// @file
/// Faults of a frame and its bytes. An answer is one burst until noise is added.

#include <chrono>

#include <kmp/physical.hpp>

#include "simulator/faults.hpp"

namespace kmp2mqtt::simulator::faults {
namespace {

using namespace std::chrono_literals;

bool is_turn(const moment& now)
{
    return now.with.answers % static_cast<unsigned>(now.number) == 0;
}

std::vector<std::uint8_t> random_bytes(chance& luck, int count)
{
    std::vector<std::uint8_t> bytes;
    for (int left = count; left > 0; --left) {
        bytes.push_back(static_cast<std::uint8_t>(luck.next()));
    }
    return bytes;
}

}  // namespace

/// The frame stays a frame; only its checksum is wrong.
void spoil_checksum(transmission& answer, const moment& now)
{
    if (!is_turn(now)) {
        return;
    }
    auto& frame = answer.back().bytes;
    kmp::physical::decoder reader{kmp::physical::sender::meter};
    for (const auto byte : frame) {
        static_cast<void>(reader.push(byte));
    }
    std::vector<std::uint8_t> packet{reader.packet().begin(), reader.packet().end()};
    packet.back() ^=
        static_cast<std::uint8_t>(1U << static_cast<unsigned>(now.with.luck.between(0, 7)));
    const auto damaged = kmp::physical::encode(kmp::physical::sender::meter, packet);
    frame.assign(damaged.begin(), damaged.end());
}

void cut(transmission& answer, const moment& now)
{
    if (is_turn(now)) {
        auto& frame = answer.back().bytes;
        frame.resize(frame.size() / 2);
    }
}

void reset(transmission& answer, const moment& now)
{
    if (is_turn(now)) {
        cut(answer, now);
        answer.back().then = afterwards::hang_up;
    }
}

/// The pause is short of every gap that ends an answer, and spares the machine without a pace.
void chatter(transmission& answer, const moment& now)
{
    answer.push_back(
        {.wait = 20ms, .bytes = random_bytes(now.with.luck, 64), .then = afterwards::again});
}

void swallow(transmission& answer, const moment& /*now*/)
{
    answer.clear();
}

void add_noise(transmission& answer, const moment& now)
{
    const auto count = now.with.luck.between(2, 12);
    answer.insert(answer.begin(), burst{.bytes = random_bytes(now.with.luck, count)});
}

void flip_bits(transmission& answer, const moment& now)
{
    for (auto& burst : answer) {
        for (auto& byte : burst.bytes) {
            for (unsigned bit = 0; bit < 8; ++bit) {
                const bool flips = now.with.luck.between(0.0, 1.0) < now.number;
                byte ^= static_cast<std::uint8_t>(static_cast<unsigned>(flips) << bit);
            }
        }
    }
}

void delay(transmission& answer, const moment& now)
{
    answer.front().wait += std::chrono::milliseconds{static_cast<int>(now.number)};
}

}  // namespace kmp2mqtt::simulator::faults
