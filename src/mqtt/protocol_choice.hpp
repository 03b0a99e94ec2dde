// SPDX-License-Identifier: Apache-2.0

/// @file
/// Which MQTT version the next attempt to connect speaks.

#pragma once

#include "mqtt/settings.hpp"

namespace kmp2mqtt::mqtt {

/// Automatic: 5; where the broker refuses that, 3.1.1; refuses it that too, 5 again.
class protocol_choice {
public:
    explicit protocol_choice(protocol wanted)
        : automatic_{wanted == protocol::automatic}, next_{automatic_ ? protocol::v5 : wanted}
    {
    }

    /// v5 or v3_1_1.
    [[nodiscard]] protocol next() const noexcept { return next_; }

    /// The broker may have refused for the version: it said so, or it hung up without a word, as
    /// brokers older than MQTT 5 do.
    void refused() noexcept
    {
        if (automatic_) {
            next_ = next_ == protocol::v5 ? protocol::v3_1_1 : protocol::v5;
        }
    }

    /// A connection that stood is gone: the broker that comes back may be a newer one.
    void lost() noexcept
    {
        if (automatic_) {
            next_ = protocol::v5;
        }
    }

private:
    bool automatic_;
    protocol next_;
};

/// "5" or "3.1.1"
[[nodiscard]] constexpr const char* protocol_text(protocol version) noexcept
{
    return version == protocol::v3_1_1 ? "3.1.1" : "5";
}

}  // namespace kmp2mqtt::mqtt
