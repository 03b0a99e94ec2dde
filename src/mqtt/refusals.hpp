// SPDX-License-Identifier: Apache-2.0

/// @file
/// Topics on which the broker refuses what is published: when to say so. Pure.

#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <utility>

namespace kmp2mqtt::mqtt {

class refusals {
public:
    /// So many topics are told. Our choice: a few a meter; those of answers are made up by anybody.
    static constexpr std::size_t most_topics{100};

    /// A publication was refused. @returns true: not told on this connection yet
    [[nodiscard]] bool refused(const std::string& topic)
    {
        if (!told_.contains(topic) && told_.size() == most_topics) {
            return false;
        }
        auto& is_told = told_[topic];
        return !std::exchange(is_told, true);
    }

    /// A publication was taken. @returns true: the last word on the topic was a refusal
    [[nodiscard]] bool accepted(const std::string& topic) { return told_.erase(topic) != 0; }

    /// A new connection: what is refused there is told again.
    void restart() noexcept
    {
        for (auto& [topic, is_told] : told_) {
            is_told = false;
        }
    }

private:
    std::map<std::string, bool> told_;  // topics, and whether on this connection
};

}  // namespace kmp2mqtt::mqtt
