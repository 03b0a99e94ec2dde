// SPDX-License-Identifier: Apache-2.0

/// @file
/// Readings on their way to the broker: sent in order at a gentle pace, until it has them.
///
/// Those of a topic that the broker refuses wait, and do not hold back those of other topics.

#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "core/clock.hpp"
#include "mqtt/publisher.hpp"
#include "store/journal.hpp"

namespace kmp2mqtt::bridge {

/// Fifty a second: a broker drops what exceeds its queue for a slow subscriber (mosquitto: 1000).
inline constexpr std::chrono::milliseconds reading_pace{20};

/// Readings leave while fewer publications than this are unacknowledged. Our choice: as many as go
/// on the wire at once, so that on a slow line health, answers and `offline` stand behind few
/// readings.
inline constexpr std::size_t reading_window{16};

/// A refused topic is tried again so often. Our choice: whoever mends the broker's access rules
/// sees that it helped.
inline constexpr std::chrono::seconds refused_pause{60};

/// Loop only. `broker` and `waiting` outlive it.
class reading_pump {
public:
    reading_pump(mqtt::publisher& broker, store::journal& waiting)
        : broker_{broker}, readings_{waiting}
    {
    }

    /// A new connection: what was not acknowledged is sent again.
    void restart();

    /// Sends the next reading, if its time has come and the window is open.
    void send(core::clock::time_point now);

    /// The broker has a publication; those that are no readings are passed over.
    void acknowledged(mqtt::publication_id id);

    /// The broker does not take a publication; those that are no readings are passed over.
    void refused(mqtt::publication_id id, core::clock::time_point now);

    /// When send() will have something to do; std::nullopt: nothing waits, or it needs an
    /// acknowledgement first.
    [[nodiscard]] std::optional<core::clock::time_point> next() const noexcept;

private:
    struct sent {
        store::key id{0};
        std::string topic;
    };

    [[nodiscard]] bool is_open() const noexcept { return broker_.pending() < reading_window; }
    void try_refused_again();

    mqtt::publisher& broker_;
    store::journal& readings_;
    std::map<mqtt::publication_id, sent> under_way_;
    core::clock::time_point next_{};
    std::set<std::string> refused_;                 // topics
    std::set<store::key> held_;                     // readings of these
    std::optional<core::clock::time_point> retry_;  // when they are tried again
};

}  // namespace kmp2mqtt::bridge
