// SPDX-License-Identifier: Apache-2.0

/// @file
/// Which discovery documents are to be published when. Pure.
///
/// Home Assistant loses the rest of a device's document while one of its entities is still being
/// set up: so never two of one device within two seconds.

#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.hpp"
#include "core/publication.hpp"

namespace kmp2mqtt::bridge {

inline constexpr std::chrono::seconds discovery_pause{2};

/// Keeps the newest documents of each device. The bridge's own come first: others refer to it.
class announcer {
public:
    /// The documents of `device` as they are now; published again only if something changed.
    void offer(const std::string& device, std::vector<core::publication> documents);

    /// Everything is to be published anew: a new connection, a new start of Home Assistant.
    void repeat() noexcept;

    /// What is to be published now, in the order in which devices were offered first.
    [[nodiscard]] std::vector<core::publication> take(core::clock::time_point now);

    /// When take() will have more; std::nullopt: not by itself.
    [[nodiscard]] std::optional<core::clock::time_point> next() const;

    /// When all that was published is at least discovery_pause ago.
    [[nodiscard]] core::clock::time_point free_at() const;

private:
    struct device_entry {
        std::string device;
        std::vector<core::publication> documents;
        bool is_open{true};  // not published as it stands
        core::clock::time_point free_at{};
    };

    std::vector<device_entry> devices_;
};

}  // namespace kmp2mqtt::bridge
