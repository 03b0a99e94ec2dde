// SPDX-License-Identifier: Apache-2.0

/// @file
/// One bridge owns one base topic: whether another one has it. Pure.

#pragma once

#include <optional>
#include <string>

#include "home/settings.hpp"
#include "mqtt/publisher.hpp"

namespace kmp2mqtt::bridge {

/// Listens to what is stored on <base>/bridge/info and <base>/bridge/state.
class ownership {
public:
    explicit ownership(const home::settings& home) : home_{home} {}

    /// A new connection: nothing has been heard.
    void reset() noexcept;

    /// Takes a message; others than those two are passed over.
    void hear(const mqtt::message& stored);

    /// The client_id of another bridge that is online on this base topic; std::nullopt: none.
    [[nodiscard]] std::optional<std::string> other_owner() const;

private:
    const home::settings& home_;
    std::optional<std::string> owner_;
    bool online_{false};
};

}  // namespace kmp2mqtt::bridge
