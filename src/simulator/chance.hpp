// SPDX-License-Identifier: Apache-2.0

/// @file
/// Random numbers that are the same everywhere for the same seed: no two runs of the simulator
/// differ because of them.

#pragma once

#include <cstdint>

namespace kmp2mqtt::simulator {

/// A sequence of numbers made from a seed (SplitMix64).
class chance {
public:
    explicit constexpr chance(std::uint64_t seed) noexcept : state_{seed} {}

    /// A sequence of its own for each `topic` (a day, an hour) of one seed.
    constexpr chance(std::uint64_t seed, std::uint64_t topic) noexcept
        : state_{chance{seed ^ (topic * 0xD1342543DE82EF95U)}.next()}
    {
    }

    constexpr std::uint64_t next() noexcept
    {
        state_ += 0x9E3779B97F4A7C15U;
        std::uint64_t mixed = state_;
        mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9U;
        mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBU;
        return mixed ^ (mixed >> 31U);
    }

    /// From `low` to `high`.
    constexpr double between(double low, double high) noexcept
    {
        return low + ((high - low) * static_cast<double>(next() >> 11U) * 0x1p-53);
    }

    /// From `low` to `high`, both included.
    constexpr int between(int low, int high) noexcept
    {
        const auto choices = static_cast<std::uint64_t>(high - low) + 1;
        return low + static_cast<int>(next() % choices);
    }

private:
    std::uint64_t state_;
};

}  // namespace kmp2mqtt::simulator
