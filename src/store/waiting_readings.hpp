// SPDX-License-Identifier: Apache-2.0

/// @file
/// Readings that the broker has not acknowledged, oldest first. In memory: they end with the
/// program.

#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>

#include "core/publication.hpp"

namespace kmp2mqtt::store {

/// A queue of bounded length. A reading leaves it when the broker has it, or, counted, when there
/// is no room for a newer one.
class waiting_readings {
public:
    /// Names a reading in the store.
    using key = std::uint64_t;

    struct item {
        key id{0};
        core::publication what;
    };

    explicit waiting_readings(std::size_t capacity) : capacity_{capacity} {}

    /// Appends; if full, the oldest goes. @returns how many were dropped: 0 or 1
    std::size_t add(core::publication what);

    /// The oldest one that next() has not given since the last rewind(), valid until the store
    /// changes; nullptr: none.
    [[nodiscard]] const item* next();

    /// Whether next() has one to give.
    [[nodiscard]] bool has_next() const noexcept { return given_ < items_.size(); }

    /// The broker has it.
    void acknowledged(key id);

    /// A new connection: all that were not acknowledged are given again.
    void rewind() noexcept { given_ = 0; }

    [[nodiscard]] std::size_t size() const noexcept { return items_.size(); }
    [[nodiscard]] std::uint64_t dropped() const noexcept { return dropped_; }

private:
    std::size_t capacity_;
    std::deque<item> items_;
    std::size_t given_{0};  // items before this index were given since the last rewind
    key last_{0};
    std::uint64_t dropped_{0};
};

}  // namespace kmp2mqtt::store
