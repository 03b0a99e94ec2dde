// SPDX-License-Identifier: Apache-2.0

/// @file
/// Whether a command is heard, when answers leave more slowly than commands come. Pure.

#pragma once

#include <cstddef>
#include <cstdint>

namespace kmp2mqtt::bridge {

/// Answers wait in memory, and who floods a command topic shall not fill it.
class admission {
public:
    /// Our choice: some 6 MB of answers. It opens again at half of it, so that a flood is told
    /// once.
    static constexpr std::size_t most_waiting{10'000};

    /// @param waiting  publications that the broker has not acknowledged
    [[nodiscard]] bool admits(std::size_t waiting) noexcept
    {
        const bool is_open = waiting < (unheard_ == 0 ? most_waiting : most_waiting / 2);
        unheard_ = is_open ? 0 : unheard_ + 1;
        return is_open;
    }

    /// Commands since it closed; 0: it is open.
    [[nodiscard]] std::uint64_t unheard() const noexcept { return unheard_; }

private:
    std::uint64_t unheard_{0};
};

}  // namespace kmp2mqtt::bridge
