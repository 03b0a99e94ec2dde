// SPDX-License-Identifier: Apache-2.0

/// @file
/// The publications of one connection: those that wait, and those the broker has not acknowledged.

#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <optional>
#include <vector>

#include "core/clock.hpp"
#include "core/publication.hpp"
#include "mqtt/publisher.hpp"

namespace kmp2mqtt::mqtt {

/// A queue whose head goes on the wire while there is room in the window. Pure.
class outbox {
public:
    using time_point = core::clock::time_point;

    /// Unacknowledged at most. Our choice: mosquitto takes 20 at a time, and Paho crawls when it
    /// has more than about 50.
    static constexpr std::size_t window = 16;

    /// Without any acknowledgement for so long, the connection is dead. Our choice: twice the
    /// usual keep-alive.
    static constexpr std::chrono::seconds longest_silence{60};

    struct item {
        publication_id id{0};
        core::publication what;
    };

    /// Appends. @returns its id
    publication_id add(core::publication what);

    /// Takes the next one for the wire; std::nullopt: none waits, or the window is full.
    [[nodiscard]] std::optional<item> next(time_point now);

    /// The broker has answered, whether it takes it or not.
    ///
    /// @returns false if it is not on the wire: an answer from an earlier connection
    bool acknowledged(publication_id id, time_point now);

    /// The connection is gone, and all that waited with it. Ids go on.
    void clear() noexcept;

    /// Something is on the wire, and nothing was acknowledged for longest_silence.
    [[nodiscard]] bool is_stuck(time_point now) const noexcept;

    [[nodiscard]] std::size_t pending() const noexcept { return waiting_.size() + wire_.size(); }

private:
    std::deque<item> waiting_;
    std::vector<publication_id> wire_;
    publication_id newest_{0};
    time_point last_progress_;
};

}  // namespace kmp2mqtt::mqtt
