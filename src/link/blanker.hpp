// SPDX-License-Identifier: Apache-2.0

/// @file
/// Takes private numbers out of what came from a meter, although it came in pieces.
///
/// A frame is held back until its last byte is there, then its numbers become 0 and it is a sound
/// frame again, each byte with its time. What is no sound frame is kept as it came, or, where it
/// may hold a number, made unreadable as a whole. Pure: no I/O, no clock.

#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/clock.hpp"

namespace kmp2mqtt::link {

/// Our choice: as long as the bridge may be told to wait for an answer; kmptool may wait for
/// longer. Until something else is asked, and at least so long after a request for a private
/// number, bytes outside of sound frames may be what is left of its answer.
inline constexpr std::chrono::seconds answer_may_come_for{60};

/// Stands for a byte that was made unreadable. Never part of a sound frame: a checksum over 0xff
/// alone is never right, other than one over 0.
inline constexpr std::uint8_t unreadable{0xFF};

/// Bytes that came together.
struct piece {
    core::clock::time_point when;
    std::vector<std::uint8_t> bytes;
    std::string_view note;  ///< what was changed, for a person; empty: nothing

    bool operator==(const piece&) const = default;
};
using pieces = std::vector<piece>;

class blanker {
public:
    /// What went to the meter, after rest(): decides what may come back.
    void sent(core::clock::time_point when, std::span<const std::uint8_t> bytes);

    /// What came from the meter. @returns what can be told of it and of what was held back
    [[nodiscard]] pieces received(core::clock::time_point when,
                                  std::span<const std::uint8_t> bytes);

    /// What is held back of an unfinished frame. What comes next may still be the end of it.
    [[nodiscard]] pieces rest();

private:
    struct timed_byte {
        core::clock::time_point when;
        std::uint8_t value{0};
    };
    enum class state : std::uint8_t {
        outside,
        inside,        ///< of a frame, which is held back
        broken,        ///< of a frame whose beginning was told as it came
        broken_blank,  ///< of a frame whose beginning was made unreadable
    };

    void take(timed_byte byte, pieces& out);
    void take_outside(timed_byte byte, pieces& out) const;
    void end_frame(pieces& out);
    void give_up_frame(pieces& out);
    [[nodiscard]] bool blank_sound_frame(pieces& out) const;
    [[nodiscard]] bool continues_echo(std::uint8_t byte);
    [[nodiscard]] bool is_awaited(core::clock::time_point when) const noexcept;

    std::vector<timed_byte> held_;
    state state_{state::outside};
    bool asked_for_private_{false};  ///< by what was sent last
    core::clock::time_point awaited_until_{core::clock::time_point::min()};
    std::vector<std::uint8_t> sent_;
    std::size_t echoed_{0};
};

}  // namespace kmp2mqtt::link
