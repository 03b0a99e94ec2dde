// SPDX-License-Identifier: Apache-2.0

/// @file
/// Readings on their way to the broker: kept until it has them, sent in order at a gentle pace.

#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <optional>

#include "core/clock.hpp"
#include "core/publication.hpp"
#include "mqtt/publisher.hpp"
#include "store/waiting_readings.hpp"

namespace kmp2mqtt::bridge {

/// Fifty a second: a broker drops what exceeds its queue for a slow subscriber (mosquitto: 1000).
inline constexpr std::chrono::milliseconds reading_pace{20};

/// Our choice: more than a year of one meter's hourly reads, and about 8 MB.
inline constexpr std::size_t max_waiting_readings = 10'000;

/// Loop only. `broker` outlives it.
class reading_pump {
public:
    explicit reading_pump(mqtt::publisher& broker) : broker_{broker} {}

    /// Keeps a reading; where there is no room the oldest goes, which is counted and logged.
    void keep(core::publication reading);

    /// A new connection: what was not acknowledged is sent again.
    void restart();

    /// Sends the next reading, if its time has come.
    void send(core::clock::time_point now);

    /// The broker has a publication; those that are no readings are passed over.
    void acknowledged(mqtt::publication_id id);

    /// When send() will have something to do; std::nullopt: nothing waits.
    [[nodiscard]] std::optional<core::clock::time_point> next() const noexcept;

    /// Readings that the broker has not acknowledged.
    [[nodiscard]] std::size_t size() const noexcept { return readings_.size(); }

private:
    mqtt::publisher& broker_;
    store::waiting_readings readings_{max_waiting_readings};
    std::map<mqtt::publication_id, store::waiting_readings::key> under_way_;
    core::clock::time_point next_{};
};

}  // namespace kmp2mqtt::bridge
