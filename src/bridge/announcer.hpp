// SPDX-License-Identifier: Apache-2.0

/// @file
/// Which discovery documents are to be published when, and which are to be taken away, with what
/// else the broker keeps of a meter that is no longer configured. Pure.
///
/// Home Assistant loses the rest of a device's document while one of its entities is still being
/// set up: so never two of one device within two seconds, though another meter of this bridge has
/// taken it over in between, as when two heads are swapped.

#pragma once

#include <chrono>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "bridge/inventory.hpp"
#include "core/clock.hpp"
#include "core/publication.hpp"
#include "home/known_document.hpp"
#include "home/settings.hpp"
#include "home/succession.hpp"

namespace kmp2mqtt::bridge {

inline constexpr std::chrono::seconds discovery_pause{2};

/// Fifty removals a second, as readings: see reading_pump.hpp.
inline constexpr std::chrono::milliseconds removal_pace{20};

/// Keeps the newest documents of each device. The bridge's own come first: others refer to it.
///
/// Until begin() nothing is published: what the broker keeps has to be known before.
class announcer {
public:
    explicit announcer(const home::settings& home) : home_{home} {}

    /// The names of all configured meters.
    void expect(std::vector<std::string> meters) { inventory_.expect(std::move(meters)); }

    /// A document of this bridge that the broker keeps. Before begin().
    void found(home::known_document what) { inventory_.add(std::move(what)); }

    /// All that the broker keeps was found.
    void begin();

    /// The documents of `device` as they are now; published again only if something changed. The
    /// bridge's own device is "", a meter's is its name.
    void offer(const std::string& device, home::announcement wanted);

    /// Everything is to be published anew: a new connection, a new start of Home Assistant.
    void repeat() noexcept;

    /// What is to be published now, in the order in which devices were offered first.
    [[nodiscard]] std::vector<core::publication> take(core::clock::time_point now);

    /// From when on a state of `device` is understood as it is meant: its documents are out, and
    /// Home Assistant has taken in what changed. std::nullopt: its documents come first.
    [[nodiscard]] std::optional<core::clock::time_point> told_at(const std::string& device) const;

    /// When take() will have more; std::nullopt: not by itself.
    [[nodiscard]] std::optional<core::clock::time_point> next() const;

    /// When all that was published is at least discovery_pause ago.
    [[nodiscard]] core::clock::time_point free_at() const;

private:
    struct device_entry {
        std::string device;
        std::string identifier{};
        home::announcement wanted{};
        home::succession steps{};
        bool is_open{true};      // not published as it stands
        bool is_changed{false};  // from what was published
        core::clock::time_point told_at{};
        core::clock::time_point free_at{};

        [[nodiscard]] bool is_due() const noexcept
        {
            return is_open || !steps.before.empty() || !steps.after.empty();
        }
    };

    void forget_values(device_entry& entry, const std::string& meter);
    void succeed(device_entry& entry, std::vector<home::known_document> old);
    [[nodiscard]] std::vector<core::publication> take_step(device_entry& from,
                                                           core::clock::time_point now);
    [[nodiscard]] core::clock::time_point due(const device_entry& of) const;
    void forget_removals(const home::announcement& wanted);
    void note(const std::vector<core::publication>& taken, core::clock::time_point now);

    const home::settings& home_;
    inventory inventory_;
    std::vector<device_entry> devices_;
    std::deque<core::publication> removals_;
    std::set<std::string> forgotten_;                             // meters whose values are removed
    core::clock::time_point removal_at_{};                        // the next one, not sooner
    std::map<std::string, core::clock::time_point> quiet_until_;  // of topics just published on
    bool has_begun_{false};
};

}  // namespace kmp2mqtt::bridge
