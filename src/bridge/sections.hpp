// SPDX-License-Identifier: Apache-2.0

/// @file
/// The sections of the configuration file. Each reader takes the values over, fills in defaults
/// and reports what is wrong; where there was a problem, the value returned is of no use.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "bridge/section.hpp"
#include "home/settings.hpp"
#include "meter/settings.hpp"
#include "mqtt/settings.hpp"
#include "store/settings.hpp"

namespace kmp2mqtt::bridge {

/// [mqtt] and [mqtt.tls], without base topic and last will.
[[nodiscard]] mqtt::settings read_mqtt(section& from);

/// [mqtt.tls]; `encrypted`: the broker is to be reached by TLS.
[[nodiscard]] mqtt::tls_settings read_tls(section from, bool encrypted);

/// [homeassistant], and base_topic of [mqtt].
[[nodiscard]] home::settings read_home(section& homeassistant, section& mqtt);

/// [store]; without a path, a file in systemd's state directory, where there is one.
[[nodiscard]] store::settings read_store(section& from);

/// All [[meter]].
[[nodiscard]] std::vector<meter::settings> read_meters(const item& list);

/// [meter.limits]
[[nodiscard]] meter::limits read_limits(section from);

/// What one meter's kind is read for and how often: interval and registers, or poll.
void read_plans(section& from, meter::settings& into);

/// keep_awake, wake_command and [meter.budget]. After read_plans().
void read_battery(section& from, meter::settings& into);

/// A topic of MQTT that can be published to; nullopt, with a problem unless it is not there.
[[nodiscard]] std::optional<std::string> read_topic(const item& from);

/// What the named file holds, but for the newline at its end.
[[nodiscard]] std::string read_password_file(const item& from);

}  // namespace kmp2mqtt::bridge
