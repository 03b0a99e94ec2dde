// SPDX-License-Identifier: Apache-2.0

/// @file
/// How well the head sits: how many of the newest requests came back as a good answer.

#pragma once

#include <algorithm>
#include <bitset>
#include <cstddef>
#include <optional>

namespace kmp2mqtt::meter {

class link_quality {
public:
    /// Our choice: most of a day at hourly reads, and a step of 5 %.
    static constexpr std::size_t remembered = 20;

    /// A request was answered, or its answer was damaged or did not come. A port that cannot be
    /// opened says nothing of the link.
    void note(bool is_good) noexcept
    {
        newest_ <<= 1U;
        newest_[0] = is_good;
        count_ = std::min(count_ + 1, remembered);
    }

    /// Good ones among the newest `remembered` requests, 0 to 100; std::nullopt: none was sent.
    [[nodiscard]] std::optional<unsigned> percent() const noexcept
    {
        if (count_ == 0) {
            return std::nullopt;
        }
        return static_cast<unsigned>(100 * newest_.count() / count_);
    }

private:
    std::bitset<remembered> newest_;
    std::size_t count_{0};
};

}  // namespace kmp2mqtt::meter
