// SPDX-License-Identifier: Apache-2.0

/// @file
/// Bytes of a known largest size, held in place: frames are built without the heap.

#pragma once

#include <array>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <span>

namespace kmp {

/// A byte string of at most `Capacity` bytes. As a contiguous range it converts to a span.
template <std::size_t Capacity>
class buffer {
public:
    buffer() noexcept {}  // NOLINT(modernize-use-equals-default): leaves the bytes unset

    /// Appends one byte; running over the capacity is a bug of the caller.
    void push_back(std::uint8_t byte) noexcept
    {
        assert(size_ < Capacity);
        bytes_[size_++] = byte;
    }

    void append(std::span<const std::uint8_t> bytes) noexcept
    {
        for (const auto byte : bytes) {
            push_back(byte);
        }
    }

    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] const std::uint8_t* begin() const noexcept { return bytes_.data(); }
    [[nodiscard]] const std::uint8_t* end() const noexcept { return bytes_.data() + size_; }
    [[nodiscard]] std::span<const std::uint8_t> bytes() const noexcept
    {
        return {bytes_.data(), size_};
    }

private:
    std::size_t size_{0};
    std::array<std::uint8_t, Capacity> bytes_;
};

}  // namespace kmp
